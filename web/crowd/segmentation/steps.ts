// Undo and redo of a mask: what painting has covered, by tiles, and the list of
// instances where that has changed as well.
import { type LabelMap, type Patch, sizeOf } from '../../geometry/label-map.ts';

/** most is how many steps can be taken back, and how many bytes they may keep. */
const most = { steps: 50, bytes: 96 * 2 ** 20 };

/** Step is what a change has replaced. */
export interface Step<T> {
  readonly patch: Patch;
  /** rest is what else has changed, undefined when nothing has. */
  readonly rest: T | undefined;
}

/** Steps keeps what there was before each change. */
export class Steps<T> {
  #past: Step<T>[] = [];
  #future: Step<T>[] = [];

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** add notes a change; what was taken back before cannot come again. */
  add(step: Step<T>): void {
    this.#past.push(step);
    this.#future = [];
    while (this.#past.length > 1 && this.#isTooMuch()) this.#past.shift();
  }

  clear(): void {
    this.#past = [];
    this.#future = [];
  }

  /** undo puts back what the last change has replaced; exchange does so for the rest, and gives what there was. */
  undo(map: LabelMap, exchange: (rest: T) => T): boolean {
    return this.#go(this.#past, this.#future, map, exchange);
  }

  redo(map: LabelMap, exchange: (rest: T) => T): boolean {
    return this.#go(this.#future, this.#past, map, exchange);
  }

  #go(from: Step<T>[], to: Step<T>[], map: LabelMap, exchange: (rest: T) => T): boolean {
    const step = from.pop();
    if (!step) return false;
    to.push({ patch: map.swap(step.patch), rest: step.rest === undefined ? undefined : exchange(step.rest) });
    return true;
  }

  #isTooMuch(): boolean {
    const bytes = this.#past.reduce((sum, { patch }) => sum + sizeOf(patch), 0);
    return this.#past.length > most.steps || bytes > most.bytes;
  }
}
