// The portal's end of the channel to a task page. The page runs in an opaque
// origin; all it can do is say the few things of messages.ts.
import { connect, hello, type ToFrame, type ToPortal } from '../crowd/page/messages.ts';

/** sandbox lets the page run scripts and forms, and keeps it out of this origin. */
const sandbox = 'allow-scripts allow-forms allow-modals allow-popups allow-downloads';

/** patience is how long, in milliseconds after the load event, a page may stay silent. */
const patience = 10_000;

/** draftWait is how long, in milliseconds, a page may take to give its draft when asked. */
const draftWait = 1000;

// posted counts forms, so that each frame has a name of its own.
let posted = 0;

/** Source is where a page comes from: an address, or the answer to a form that is posted. */
export type Source = string | { action: string; fields: Record<string, string> };

/** Listener hears a page; "silent" means that it loaded and said nothing. */
export type Listener = (message: ToPortal | { type: 'silent' }) => void;

/** TaskFrame is one task page and the port to it. */
export class TaskFrame {
  readonly element = document.createElement('iframe');
  #listen: Listener;
  readonly #life = new AbortController();
  #port: MessagePort | undefined;
  #greeted = false;
  #spoke = false;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #wantsDraft: ((draft: unknown) => void) | undefined;
  /** #filling is the page that was written into a blank one. */
  #filling: string | undefined;
  /** #asked tells that what loads is the page, and not the empty document of a new frame. */
  #asked: boolean;

  /** A frame loads an address as soon as its element stands in the document; a form waits for post. */
  constructor(src: Source, title: string, listen: Listener) {
    this.#listen = listen;
    this.#asked = typeof src === 'string';
    this.element.setAttribute('sandbox', sandbox);
    this.element.setAttribute('allow', 'fullscreen; autoplay');
    this.element.title = title;
    if (typeof src === 'string') this.element.src = src;
    else {
      posted += 1;
      this.element.name = `task-${posted}`;
    }
    this.element.className = 'coming';
    const { signal } = this.#life;
    window.addEventListener('message', (event) => this.#onMessage(event), { signal });
    this.element.addEventListener('load', () => this.#onLoad(), { signal });
  }

  /** post sends the form whose answer is the page, once the element stands in the document. */
  post({ action, fields }: Exclude<Source, string>): void {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action, target: this.element.name, hidden: true });
    for (const [name, value] of Object.entries(fields)) {
      const field = document.createElement('textarea');
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    this.#asked = true;
    form.submit();
    form.remove();
  }

  /** turn makes the frame another page's: it has another title, and listen hears it from now on. */
  turn(title: string, listen: Listener): void {
    this.element.classList.remove('blank');
    this.element.title = title;
    this.#listen = listen;
  }

  /** fill writes a page into the blank one that is here. */
  fill(html: string): void {
    this.#filling = html;
    this.#spoke = false;
    this.send({ type: 'fill', html });
  }

  /** load shows the page of an address instead of the one that is here. */
  load(src: string): void {
    this.#spoke = false;
    this.element.src = src;
  }

  /** send says something to the page. */
  send(message: ToFrame): void {
    this.#port?.postMessage(message);
  }

  /** draft asks the page for what is filled in now; undefined when it does not answer. */
  draft(): Promise<unknown> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), draftWait);
      this.#wantsDraft = (draft) => {
        clearTimeout(timer);
        resolve(draft);
      };
      this.send({ type: 'save' });
    });
  }

  /** reveal shows the page. It is called fresh for as many milliseconds as it takes no clicks. */
  reveal(settle: number): void {
    this.element.classList.replace('coming', 'fresh');
    setTimeout(() => this.element.classList.remove('fresh'), settle);
  }

  /** retire leaves the page in sight, but takes nothing from it any more. */
  retire(): void {
    this.element.inert = true;
    this.element.classList.add('going');
  }

  /** close ends the channel and takes the page away. */
  close(): void {
    this.#life.abort();
    clearTimeout(this.#silence);
    this.element.remove();
  }

  // A page says hello once it can be connected, long before its last image is
  // there. One that does not is connected when it has loaded.
  #onMessage(event: MessageEvent): void {
    if (event.source !== this.element.contentWindow || event.data?.type !== hello) return;
    this.#greeted = true;
    this.#connect();
  }

  #onLoad(): void {
    if (!this.#asked) return;
    clearTimeout(this.#silence);
    if (!this.#greeted) this.#connect();
    this.#greeted = false;
    if (!this.#spoke) this.#silence = setTimeout(() => this.#listen({ type: 'silent' }), patience);
  }

  // The target origin is "*" because an opaque origin has no name; the port goes
  // to this frame's window and nowhere else. A page takes the first port that it is
  // given, and a hello that comes after the load event brings it a second one: the
  // port that speaks is the page's.
  #connect(): void {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#life.signal.addEventListener('abort', () => port1.close());
    port1.onmessage = (event: MessageEvent<ToPortal>) => {
      this.#port = port1;
      this.#hear(event.data);
    };
    this.element.contentWindow?.postMessage({ type: connect }, '*', [port2]);
  }

  #hear(message: ToPortal): void {
    this.#spoke = true;
    clearTimeout(this.#silence);
    if (message.type === 'draft' && this.#wantsDraft) {
      this.#wantsDraft(message.draft);
      this.#wantsDraft = undefined;
    } else if (message.type === 'blank' && this.#filling !== undefined) {
      // The page has loaded itself anew, and its address is that of the blank one.
      this.fill(this.#filling);
    } else this.#listen(message);
  }
}
