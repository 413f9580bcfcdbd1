/** together is for how long, in milliseconds, changes are gathered before they are told. */
const together = 250;

/** hints are the events that tell of a change in the lists (streamEvents of the worker API). */
const hints = ['jobs', 'assignment', 'reset'];

/** Source is the part of EventSource that is used; tests bring their own. */
export type Source = Pick<EventSource, 'addEventListener' | 'close'>;

/**
 * Live calls changed when the server tells that jobs or tasks have changed, while
 * the page is in sight: a page that nobody sees shall not hold a connection, but where
 * its worker wants to be told of what happens meanwhile (unseen). When
 * the stream cannot be had, changed is not called, and who relies on it must look
 * by time as well.
 */
export class Live {
  readonly #changed: () => void;
  readonly #unseen: () => boolean;
  readonly #open: () => Source;
  #source: Source | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    changed: () => void,
    unseen: () => boolean = () => false,
    open: () => Source = () => new EventSource('/api/v1/events'),
  ) {
    this.#changed = changed;
    this.#unseen = unseen;
    this.#open = open;
    document.addEventListener('visibilitychange', this.#look);
    this.#look();
  }

  /** close ends the stream for good. */
  close(): void {
    document.removeEventListener('visibilitychange', this.#look);
    this.#end();
  }

  #look = (): void => {
    if (document.visibilityState !== 'visible' && !this.#unseen()) {
      this.#end();
      return;
    }
    if (this.#source) return;
    this.#source = this.#open();
    for (const hint of hints) this.#source.addEventListener(hint, this.#hear);
  };

  #hear = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed();
    }, together);
  };

  #end(): void {
    this.#source?.close();
    this.#source = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
