// The page as a task of the portal: connect, restore the draft, keep it saved,
// hand answers over and learn what became of them.
import type { AnswerContent } from '../answer/answer.ts';
import { tags } from '../elements.ts';
import { panePreference } from '../instructions/preference.ts';
import type { Json } from '../json.ts';
import { texts } from '../texts.ts';
import { Channel } from './channel.ts';
import { putDraft, takeDraft } from './draft.ts';
import { isFree, isPortalKey, keyPress } from './hotkeys.ts';
import type { Shortcut, ToFrame } from './messages.ts';
import { Pace } from './pace.ts';
import { drawn } from './ready.ts';
import { type Outcome, Refused, sendWith } from './sender.ts';
import { settle } from './settle.ts';

/** grace is how long, in milliseconds after the load event, a framed page waits for a portal to connect. */
const grace = 2000;

interface Pending {
  resolve: (outcome: Outcome) => void;
  reject: (cause: Error) => void;
}

/** Task is one page's life in the portal. */
export class Task {
  readonly #win: Window;
  readonly #channel: Channel;
  readonly #pace = new Pace(() => this.#save());
  #pending: Pending | undefined;
  #started = false;
  #saved = '';

  constructor(win: Window) {
    this.#win = win;
    this.#channel = new Channel(win, (message) => this.#hear(message));
    sendWith((answer) => this.#send(answer));
    if (win.parent !== win) this.#limitWait();
    win.document.addEventListener('keydown', (event) => this.#key(event));
  }

  /** ready tells the portal that the page is drawn, or that it has no task to show. */
  async ready(): Promise<void> {
    if (!(await this.#channel.connected)) return;
    const message = unavailable(this.#win.document);
    if (message === undefined)
      this.#channel.send({ type: 'ready', shortcuts: shortcutsOf(this.#win.document) });
    else this.#channel.send({ type: 'unavailable', message });
  }

  #limitWait(): void {
    const wait = () => setTimeout(() => this.#channel.giveUp(), grace);
    if (this.#win.document.readyState === 'complete') wait();
    else this.#win.addEventListener('load', wait, { once: true });
  }

  #hear(message: ToFrame): void {
    if (message.type === 'start') void this.#start(message);
    else if (message.type === 'save') this.#give();
    else if (message.type !== 'fill') this.#settle(message);
  }

  #settle(message: ToFrame & { type: 'submitted' | 'refused' }): void {
    if (message.type === 'submitted') this.#pending?.resolve('sent');
    else {
      this.#pending?.reject(new Refused(message.message || texts.notSent));
      this.#pace.now();
    }
    this.#pending = undefined;
  }

  async #start({
    draft,
    instructions,
    locked,
    settle: unhurried,
  }: ToFrame & { type: 'start' }): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    const doc = this.#win.document;
    panePreference.recall(instructions);
    panePreference.reportTo((open) => this.#channel.send({ type: 'instructions', open }));
    putDraft(doc, draft);
    if (locked) doc.body.inert = true;
    else this.#watch(doc);
    await drawn(doc, tags);
    if (unhurried) settle(this.#win, unhurried);
    this.#channel.send({ type: 'started' });
  }

  #watch(doc: Document): void {
    this.#saved = JSON.stringify(takeDraft(doc));
    for (const type of ['input', 'change']) doc.addEventListener(type, () => this.#pace.changed(), true);
    doc.addEventListener('visibilitychange', () => {
      if (doc.visibilityState === 'hidden') this.#pace.now();
    });
  }

  #save(): void {
    if (!this.#started) return;
    const draft = takeDraft(this.#win.document);
    const text = JSON.stringify(draft);
    if (text === this.#saved) return;
    this.#saved = text;
    this.#channel.send({ type: 'draft', draft: JSON.parse(text) });
  }

  // The portal waits for this draft, so it is given even when nothing changed.
  #give(): void {
    this.#pace.stop();
    this.#channel.send({ type: 'draft', draft: this.#draft() });
  }

  #draft(): Json {
    return JSON.parse(JSON.stringify(takeDraft(this.#win.document)));
  }

  async #send(answerContent: AnswerContent): Promise<Outcome> {
    if (!(await this.#channel.connected) && !this.#channel.open) return 'shown';
    this.#pace.stop();
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#channel.send({ type: 'submit', answerContent, draft: this.#draft() });
    });
  }

  #key(event: KeyboardEvent): void {
    const press = keyPress(event);
    const wanted = isPortalKey(press) && (press.altKey ? !event.defaultPrevented : isFree(event));
    if (!wanted || !this.#channel.open) return;
    event.preventDefault();
    this.#channel.send({ type: 'key', ...press });
  }
}

/** unavailable gives the text, as a person sees it, of a page that stands in for a task, undefined when the page is a task. */
function unavailable(doc: Document): string | undefined {
  if (!doc.querySelector('meta[name="foureyes-task"][content="unavailable"]')) return undefined;
  return doc.body.innerText.trim();
}

/** shortcutsOf gathers the keys of all elements of a page. */
function shortcutsOf(doc: Document): Shortcut[] {
  const lists = [...doc.querySelectorAll<HTMLElement & { shortcuts?: Shortcut[] }>('*')].map(
    (el) => el.shortcuts ?? [],
  );
  const seen = new Map(lists.flat().map((shortcut) => [shortcut.keys, shortcut]));
  return [...seen.values()];
}
