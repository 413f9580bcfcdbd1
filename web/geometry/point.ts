// Points and the segments between them. Plain numbers: whether they are pixels
// of an image or of the screen is the caller's affair.

/** Point is a place, with y growing downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Size is how large an image or a frame is; places in it go from 0 to width and height. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** add moves a point by an offset. */
export function add(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}

/** subtract gives the offset that leads from b to a. */
export function subtract(a: Point, b: Point): Point {
  return { x: a.x - b.x, y: a.y - b.y };
}

/** distance is how far two points are apart. */
export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** same tells whether two points are one. */
export function same(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}

/** middle is the point halfway between two. */
export function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** clamp puts a point that lies outside onto the nearest edge. */
export function clamp(point: Point, size: Size): Point {
  return {
    x: Math.min(Math.max(point.x, 0), size.width),
    y: Math.min(Math.max(point.y, 0), size.height),
  };
}

/** round gives the nearest point with whole numbers; no number is -0. */
export function round(point: Point): Point {
  return { x: Math.round(point.x) + 0, y: Math.round(point.y) + 0 };
}

/** nearestOnSegment is the point of the segment from a to b that is nearest to a point. */
export function nearestOnSegment(point: Point, a: Point, b: Point): Point {
  const along = subtract(b, a);
  const length = along.x ** 2 + along.y ** 2;
  if (length === 0) return a;
  const to = subtract(point, a);
  const part = Math.min(Math.max((to.x * along.x + to.y * along.y) / length, 0), 1);
  return { x: a.x + part * along.x, y: a.y + part * along.y };
}

/** distanceToSegment is how far a point is from the segment from a to b. */
export function distanceToSegment(point: Point, a: Point, b: Point): number {
  return distance(point, nearestOnSegment(point, a, b));
}
