// Elements that come late: a page that uses one fetches the chunk that defines
// it, as soon as the parser or a script has put it there.
import type { Chunk } from './contents.ts';
import { chunks } from './source.ts';
import { lateTags } from './tags.ts';

type Load = (attempt: number) => Promise<Chunk>;

/** Arrivals fetches the chunks of one page. */
export class Arrivals {
  readonly #tags: Readonly<Record<string, string>>;
  readonly #loads: Readonly<Record<string, Load>>;
  readonly #watchers = new Set<() => void>();
  readonly #coming = new Map<string, Promise<void>>();
  readonly #attempts = new Map<string, number>();

  constructor(tags: Readonly<Record<string, string>>, loads: Readonly<Record<string, Load>>) {
    this.#tags = tags;
    this.#loads = loads;
  }

  /** watch calls update whenever a chunk has come or failed; the returned function ends it. */
  watch(update: () => void): () => void {
    this.#watchers.add(update);
    return () => this.#watchers.delete(update);
  }

  /** missing gives the elements below root that nobody has defined yet. */
  missing(root: ParentNode): Element[] {
    const tags = Object.keys(this.#tags).filter((tag) => !customElements.get(tag));
    return tags.length === 0 ? [] : [...root.querySelectorAll(tags.join(','))];
  }

  /** failed tells whether a chunk that is needed below root could not be fetched, and is not on its way again. */
  failed(root: ParentNode): boolean {
    return this.missing(root).some((element) => {
      const name = this.#tags[element.localName] ?? '';
      return this.#attempts.has(name) && !this.#coming.has(name);
    });
  }

  /** fetch loads what is missing below root, and resolves when all of it has come or failed. */
  async fetch(root: ParentNode): Promise<void> {
    const names = new Set(this.missing(root).map((element) => this.#tags[element.localName] ?? ''));
    await Promise.all([...names].map((name) => this.#get(name)));
  }

  /** follow fetches for all that appears in a document, and tries again when the network is back. */
  follow(doc: Document): void {
    void this.fetch(doc);
    const seen = new MutationObserver(() => {
      if (!this.failed(doc)) void this.fetch(doc);
    });
    seen.observe(doc, { childList: true, subtree: true });
    doc.defaultView?.addEventListener('online', () => void this.fetch(doc));
  }

  #get(name: string): Promise<void> {
    const coming = this.#coming.get(name) ?? this.#load(name);
    this.#coming.set(name, coming);
    return coming;
  }

  async #load(name: string): Promise<void> {
    const attempt = this.#attempts.get(name) ?? 0;
    this.#attempts.set(name, attempt + 1);
    try {
      const chunk = await this.#loads[name]?.(attempt);
      for (const [tag, element] of chunk?.elements ?? []) {
        if (!customElements.get(tag)) customElements.define(tag, element);
      }
    } catch (cause) {
      reportError(cause);
      this.#coming.delete(name);
    }
    for (const update of this.#watchers) update();
  }
}

/** arrivals fetches the chunks of this page. */
export const arrivals = new Arrivals(lateTags, chunks);
