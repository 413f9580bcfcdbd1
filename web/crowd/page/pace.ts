// How often a draft is saved: soon after a change, but not at every key.

/** settle is how long, in milliseconds, a worker's hand must rest or has rested when a draft is saved. */
const settle = 1000;

/** apart is the least time, in milliseconds, between two drafts. */
const apart = 3000;

/** delayOf gives the milliseconds to wait at a change at now, when the last draft went at last. */
export function delayOf(now: number, last: number | undefined): number {
  return last === undefined ? settle : Math.max(settle, last + apart - now);
}

/** Pace calls save a while after a change, and at most every three seconds. */
export class Pace {
  readonly #save: () => void;
  #last: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(save: () => void) {
    this.#save = save;
  }

  /** changed notes a change; the draft follows. */
  changed(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.now(), delayOf(Date.now(), this.#last));
  }

  /** now saves at once. */
  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = Date.now();
    this.#save();
  }

  /** stop forgets a change that has not been saved. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
