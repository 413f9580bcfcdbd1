// What can be drawn, and how it is touched, pulled and moved. All points are
// pixels of the image.
import {
  boundsOf,
  boxBetween,
  cornersOf,
  handlePoint,
  handles,
  offsetWithin,
  pullHandle,
} from '../../geometry/box.ts';
import { crosses, distanceToPath, isInside } from '../../geometry/path.ts';
import { add, clamp, distance, middle, type Point, round, type Size } from '../../geometry/point.ts';

/** Kind is what one tool draws. */
export interface Kind {
  /** form is how points make a shape: each its own, opposite corners of a box, or a path. */
  readonly form: 'point' | 'box' | 'path';
  /** closed joins a path's last point to its first. */
  readonly closed: boolean;
  /** least and most are how many points a shape has. */
  readonly least: number;
  readonly most: number;
  /** plain forbids sides that cross. */
  readonly plain: boolean;
}

/** kinds are the five that the library has. */
export const kinds = {
  box: { form: 'box', closed: true, least: 2, most: 2, plain: false },
  keypoint: { form: 'point', closed: false, least: 1, most: 1, plain: false },
  polygon: { form: 'path', closed: true, least: 3, most: Number.POSITIVE_INFINITY, plain: true },
  polyline: { form: 'path', closed: false, least: 2, most: Number.POSITIVE_INFINITY, plain: false },
  line: { form: 'path', closed: false, least: 2, most: 2, plain: false },
} as const satisfies Record<string, Kind>;

/** Shape is one drawn thing. A box has its left top and its right bottom corner as points. */
export interface Shape {
  readonly id: number;
  readonly label: string;
  readonly points: readonly Point[];
  /** page is that of a document, undefined on the first one and on images. */
  readonly page?: number | undefined;
}

/** Mistake is why points make no shape. */
export type Mistake = 'few' | 'small' | 'crosses';

/** smallest is the least width and height of a box, in pixels. */
const smallest = 2;

/** mistakeIn tells why points make no shape of a kind, undefined when they do. */
export function mistakeIn(kind: Kind, points: readonly Point[]): Mistake | undefined {
  if (points.length < kind.least) return 'few';
  const { width, height } = boundsOf(points);
  if (kind.form === 'box' && (width < smallest || height < smallest)) return 'small';
  if (kind.form === 'path' && width === 0 && height === 0) return 'small';
  return kind.plain && crosses(points, kind.closed) ? 'crosses' : undefined;
}

/** tidy makes points as they are stored: whole pixels of the image, a box's corners in order. */
export function tidy(kind: Kind, points: readonly Point[], size: Size): Point[] {
  const held = points.map((point) => round(clamp(point, size)));
  const [a, b] = held;
  if (kind.form !== 'box' || !a || !b) return held;
  const { left, top, width, height } = boxBetween(a, b);
  return [
    { x: left, y: top },
    { x: left + width, y: top + height },
  ];
}

/** outlineOf gives the points that a shape is drawn along. */
export function outlineOf(kind: Kind, points: readonly Point[]): readonly Point[] {
  return kind.form === 'box' && points.length > 1 ? cornersOf(boundsOf(points)) : points;
}

/** isTouched tells whether a point is as near to a shape's line as a tolerance. */
export function isTouched(kind: Kind, shape: Shape, at: Point, tolerance: number): boolean {
  return distanceToPath(at, outlineOf(kind, shape.points), kind.closed) <= tolerance;
}

/** isCovered tells whether a shape is touched, or has a point inside it. */
export function isCovered(kind: Kind, shape: Shape, at: Point, tolerance: number): boolean {
  const inside = kind.closed && isInside(at, outlineOf(kind, shape.points));
  return inside || isTouched(kind, shape, at, tolerance);
}

/** handlesOf gives the points at which a shape can be pulled. */
export function handlesOf(kind: Kind, points: readonly Point[]): readonly Point[] {
  return kind.form === 'box' ? handles.map((handle) => handlePoint(boundsOf(points), handle)) : points;
}

/** middlesOf gives the points at which a new point can be pulled out of a side; for a side without one there is none. */
export function middlesOf(kind: Kind, points: readonly Point[]): readonly Point[] {
  if (kind.form !== 'path' || kind.most === points.length) return [];
  const ends = kind.closed ? points : points.slice(0, -1);
  return ends.map((point, at) => middle(point, points[(at + 1) % points.length] ?? point));
}

/** nearestOf gives the index of the nearest point that is not further than a tolerance. */
export function nearestOf(points: readonly Point[], at: Point, tolerance: number): number | undefined {
  const far = points.map((point) => distance(point, at));
  const least = Math.min(...far);
  return least <= tolerance ? far.indexOf(least) : undefined;
}

/** pull moves one handle of a shape to a point. */
export function pull(kind: Kind, points: readonly Point[], handle: number, to: Point): Point[] {
  if (kind.form !== 'box') return points.with(handle, to);
  const { left, top, width, height } = pullHandle(boundsOf(points), handles[handle] ?? 'se', to);
  return [
    { x: left, y: top },
    { x: left + width, y: top + height },
  ];
}

/** shift moves a whole shape, but not out of the image. */
export function shift(points: readonly Point[], by: Point, size: Size): Point[] {
  const allowed = offsetWithin(boundsOf(points), by, size);
  return points.map((point) => add(point, allowed));
}
