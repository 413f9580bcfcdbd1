// Lines as they are drawn, found by asking where places of the text stand. Rules
// only: who asks gives the places' boxes.
import type { Steps } from './steps.ts';

/** Spot is where the caret of a place stands, in pixels of the window. */
export interface Spot {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** Lines finds lines in a text of some length whose places stand at spots. */
export class Lines {
  readonly #length: number;
  readonly #steps: Pick<Steps, 'next' | 'previous'>;
  readonly #spot: (place: number) => Spot;

  constructor(length: number, steps: Pick<Steps, 'next' | 'previous'>, spot: (place: number) => Spot) {
    this.#length = length;
    this.#steps = steps;
    this.#spot = spot;
  }

  /** start is the first place in the line of a place. */
  start(place: number): number {
    const here = this.#spot(place);
    let at = place;
    for (let before = this.#steps.previous(at); before < at; before = this.#steps.previous(at)) {
      if (!isBeside(here, this.#spot(before))) break;
      at = before;
    }
    return at;
  }

  /** end is the last place in the line of a place. */
  end(place: number): number {
    const here = this.#spot(place);
    let at = place;
    while (at < this.#length) {
      const next = this.#steps.next(at);
      if (!isBeside(here, this.#spot(next))) break;
      at = next;
    }
    return at;
  }

  /** below is the place in the next line that stands nearest to x, the text's end when there is no line. */
  below(place: number, x: number): number {
    const end = this.end(place);
    return end >= this.#length ? this.#length : this.#nearest(this.#steps.next(end), x);
  }

  /** above is the place in the line before that stands nearest to x, the text's beginning when there is no line. */
  above(place: number, x: number): number {
    const start = this.start(place);
    return start <= 0 ? 0 : this.#nearest(this.start(this.#steps.previous(start)), x);
  }

  #nearest(start: number, x: number): number {
    const end = this.end(start);
    let best = start;
    for (let at = start; at < end; ) {
      at = this.#steps.next(at);
      if (Math.abs(this.#spot(at).x - x) < Math.abs(this.#spot(best).x - x)) best = at;
    }
    return best;
  }
}

/** isBeside tells whether two places stand in one line. */
function isBeside(a: Spot, b: Spot): boolean {
  return Math.abs(a.bottom - b.bottom) < (a.bottom - a.top) / 2;
}
