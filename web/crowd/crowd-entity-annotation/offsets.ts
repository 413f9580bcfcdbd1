// Offsets into a text. The browser counts UTF-16 units; answers and initial
// values count code points, since their offsets are documented as Unicode ones
// and most programs that read them cut texts so. The two differ only behind
// characters beyond the first plane, such as emoji. Nothing else converts them.

/** Offsets converts the places of one text both ways, also in long ones, without walking through it. */
export class Offsets {
  /** pairs are where characters of two units begin. */
  readonly #pairs: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    this.#pairs = [...text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)].map(({ index }) => index);
    this.#length = text.length;
  }

  /** points gives the number of code points in front of a place in UTF-16 units. */
  points(units: number): number {
    return units - countUntil(this.#pairs, (start) => start < units);
  }

  /** units gives the place in UTF-16 units behind a number of code points, undefined outside the text. */
  units(points: number): number | undefined {
    if (points < 0 || points > this.#length - this.#pairs.length) return undefined;
    return points + countUntil(this.#pairs, (start, before) => start - before < points);
  }
}

/** countUntil counts how many at the beginning of a list pass a test that those after them fail. */
function countUntil(list: readonly number[], passes: (item: number, at: number) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle] ?? 0, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
