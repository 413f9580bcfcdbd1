// Boxes whose sides are level.
import type { Point, Size } from './point.ts';

/** Box has its left top corner and its extent, which is never negative. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** Handle is a place at which a box is pulled: a corner or the middle of a side, by compass. */
export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w';

/** handles are all of them, clockwise from the left top corner. */
export const handles: readonly Handle[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

/** boxBetween is the box with two opposite corners. */
export function boxBetween(a: Point, b: Point): Box {
  return {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** boundsOf is the smallest box around points, of which there is at least one. */
export function boundsOf(points: readonly Point[]): Box {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return boxBetween({ x: Math.min(...xs), y: Math.min(...ys) }, { x: Math.max(...xs), y: Math.max(...ys) });
}

/** handlePoint is where a handle lies. */
export function handlePoint({ left, top, width, height }: Box, handle: Handle): Point {
  const x = handle.includes('w') ? 0 : handle.includes('e') ? 1 : 0.5;
  const y = handle.includes('n') ? 0 : handle.includes('s') ? 1 : 0.5;
  return { x: left + x * width, y: top + y * height };
}

/** cornersOf gives the four corners clockwise from the left top one. */
export function cornersOf(box: Box): [Point, Point, Point, Point] {
  return [handlePoint(box, 'nw'), handlePoint(box, 'ne'), handlePoint(box, 'se'), handlePoint(box, 'sw')];
}

/** pullHandle moves one handle to a point; pulled past the other side, the box turns over. */
export function pullHandle({ left, top, width, height }: Box, handle: Handle, to: Point): Box {
  const [right, bottom] = [left + width, top + height];
  const a = { x: handle.includes('w') ? to.x : left, y: handle.includes('n') ? to.y : top };
  const b = { x: handle.includes('e') ? to.x : right, y: handle.includes('s') ? to.y : bottom };
  return boxBetween(a, b);
}

/** offsetWithin limits an offset so that a box that it moves stays in an image; one that is too large does not move. */
export function offsetWithin({ left, top, width, height }: Box, by: Point, size: Size): Point {
  return {
    x: limit(by.x, -left, size.width - left - width),
    y: limit(by.y, -top, size.height - top - height),
  };
}

// Adding 0 keeps -0 out of answers.
function limit(value: number, least: number, most: number): number {
  return least > most ? 0 : Math.min(Math.max(value, least), most) + 0;
}
