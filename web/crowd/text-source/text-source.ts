// The text of a tool. Its attribute holds the text itself, or a link that
// grant_read_access has made, which is then read.
import type { ReactiveControllerHost } from 'lit';
import { texts } from '../texts.ts';

/**
 * isLink tells whether a text is nothing but a link to an object of this server, as
 * seen from a page at base. Any other address is a text like any other: input
 * data must not make a page fetch what it names.
 */
export function isLink(text: string, base: string): boolean {
  const word = text.trim();
  if (!/^(https?:\/\/[^\s/]+)?\/\S+$/.test(word) || !URL.canParse(word, base)) return false;
  const { origin, pathname, searchParams } = new URL(word, base);
  if (origin !== new URL(base).origin) return false;
  return pathname.startsWith('/objects/') || (pathname.startsWith('/media/') && searchParams.has('token'));
}

/** Reading is what has become of a link: neither text nor failure while it is on its way. */
interface Reading {
  text?: string;
  failed?: boolean;
}

/** TextSource gives the text behind an attribute. */
export class TextSource {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  #given = '';
  #read: Reading | undefined;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>) {
    this.#host = host;
  }

  /** given is what the attribute says. */
  get given(): string {
    return this.#given;
  }
  set given(given: string | null) {
    this.#given = given ?? '';
    this.#read = undefined;
    if (isLink(this.#given, document.baseURI)) void this.#fetch(this.#given.trim());
  }

  /** text is the text itself, empty while it is not there. */
  get text(): string {
    return this.#read ? (this.#read.text ?? '') : this.#given;
  }

  /** trouble says why the text is not there, empty when it is. */
  get trouble(): string {
    if (!this.#read || this.#read.text !== undefined) return '';
    return this.#read.failed ? texts.textFailed : texts.textLoading;
  }

  async #fetch(link: string): Promise<void> {
    const read: Reading = {};
    this.#read = read;
    try {
      const answer = await fetch(link);
      if (!answer.ok) throw new Error(`the text's server answered ${answer.status}`);
      read.text = await answer.text();
    } catch (cause) {
      read.failed = true;
      reportError(cause);
    }
    this.#host.requestUpdate();
  }
}
