// Seeded cases for property tests: a failing one can be had again by its number.
import type { Box } from './box.ts';
import type { Point } from './point.ts';

/** Random gives the same numbers for the same seed (Mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** next is from 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** whole is a whole number from least to most, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  point(most = 100): Point {
    return { x: this.whole(-most, most), y: this.whole(-most, most) };
  }

  points(least: number, most: number): Point[] {
    return Array.from({ length: this.whole(least, most) }, () => this.point());
  }

  box(): Box {
    const { x, y } = this.point();
    return { left: x, top: y, width: this.whole(0, 60), height: this.whole(0, 60) };
  }
}

/** forAll tries a property with many seeded cases; a failure names its seed. */
export function forAll(property: (random: Random) => void, cases = 500): void {
  for (let seed = 1; seed <= cases; seed++) {
    try {
      property(new Random(seed));
    } catch (cause) {
      throw new Error(`seed ${seed}`, { cause });
    }
  }
}
