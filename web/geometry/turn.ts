// Pages that lie on their side: quarter turns, clockwise.
import type { Point, Size } from './point.ts';

/** Quarters counts quarter turns, clockwise. */
export type Quarters = 0 | 1 | 2 | 3;

/** nextTurn is a quarter turn further. */
export function nextTurn(turn: Quarters): Quarters {
  return ((turn + 1) % 4) as Quarters;
}

/** turnSize is how much room a turned page takes. */
export function turnSize({ width, height }: Size, turn: Quarters): Size {
  return turn % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** Matrix is a transform as CSS and SVG write it: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** turnMatrix turns a page so that its left top corner is at the origin again. */
export function turnMatrix({ width, height }: Size, turn: Quarters): Matrix {
  if (turn === 0) return [1, 0, 0, 1, 0, 0];
  if (turn === 1) return [0, 1, -1, 0, height, 0];
  if (turn === 2) return [-1, 0, 0, -1, width, height];
  return [0, -1, 1, 0, 0, width];
}

/** turnPoint is where a point of the page lies once the page is turned. */
export function turnPoint({ x, y }: Point, size: Size, turn: Quarters): Point {
  const [a, b, c, d, e, f] = turnMatrix(size, turn);
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** turnBack is which point of the page lies at a place of the turned page. */
export function turnBack(point: Point, size: Size, turn: Quarters): Point {
  return turnPoint(point, turnSize(size, turn), ((4 - turn) % 4) as Quarters);
}

/** turnOffset turns a movement on the turned page back into one on the page. */
export function turnOffset(by: Point, turn: Quarters): Point {
  const none = { width: 0, height: 0 };
  return turnBack(by, none, turn);
}
