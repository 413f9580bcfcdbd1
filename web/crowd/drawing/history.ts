/** steps is how many changes can be taken back. */
const steps = 500;

/** History keeps what something was before each change. */
export class History<T> {
  #past: T[] = [];
  #future: T[] = [];
  #now: T;
  #series: string | undefined;

  constructor(now: T) {
    this.#now = now;
  }

  get now(): T {
    return this.#now;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** change goes on to another state. Changes of one series, right after each other, are taken back as one. */
  change(next: T, series?: string): void {
    if (series === undefined || series !== this.#series) this.#past.push(this.#now);
    if (this.#past.length > steps) this.#past.shift();
    this.#series = series;
    this.#future = [];
    this.#now = next;
  }

  /** join makes the changes since the last state that passes a test into one. */
  join(next: T, since: (state: T) => boolean): void {
    const at = this.#past.findLastIndex(since);
    if (!since(this.#now) && at >= 0) {
      this.#now = this.#past[at] as T;
      this.#past.length = at;
    }
    this.change(next);
  }

  undo(): void {
    this.#go(this.#past, this.#future);
  }

  redo(): void {
    this.#go(this.#future, this.#past);
  }

  #go(from: T[], to: T[]): void {
    if (from.length === 0) return;
    to.push(this.#now);
    this.#now = from.pop() as T;
    this.#series = undefined;
  }
}
