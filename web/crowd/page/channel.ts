// The page's end of the channel to the portal.
import { connect, hello, type ToFrame, type ToPortal } from './messages.ts';

/** Channel is the port to the portal, once the portal has given one. */
export class Channel {
  /** connected resolves when it is known whether a portal listens. */
  readonly connected: Promise<boolean>;
  #port: MessagePort | undefined;
  #decide: (connected: boolean) => void = () => {};
  readonly #listen: (message: ToFrame) => void;

  /** A channel takes the first port that win's parent posts, and hands what comes over it to listen. */
  constructor(win: Window, listen: (message: ToFrame) => void) {
    this.#listen = listen;
    this.connected = new Promise((resolve) => {
      this.#decide = resolve;
    });
    if (win.parent === win) {
      this.#decide(false);
      return;
    }
    win.addEventListener('message', (event) => this.#accept(win, event));
    win.parent.postMessage({ type: hello }, '*');
  }

  /** giveUp says that no portal will come; a port that comes all the same is still taken. */
  giveUp(): void {
    this.#decide(false);
  }

  /** open tells whether messages reach a portal. */
  get open(): boolean {
    return this.#port !== undefined;
  }

  /** send says something to the portal; without one it is not heard. */
  send(message: ToPortal): void {
    this.#port?.postMessage(message);
  }

  // Only the parent may connect, and only once: a frame inside the page must
  // not be able to take the portal's place.
  #accept(win: Window, event: MessageEvent): void {
    const port = event.ports[0];
    if (this.#port || !port || event.source !== win.parent || event.data?.type !== connect) return;
    this.#port = port;
    port.onmessage = (message: MessageEvent<ToFrame>) => this.#listen(message.data);
    this.#decide(true);
  }
}
