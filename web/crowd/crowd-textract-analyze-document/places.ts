// Where something stands on a page: a box and an outline, in fractions of the
// page, as Textract's geometry has them.
import { type Box, cornersOf, offsetWithin } from '../../geometry/box.ts';
import { add, type Point } from '../../geometry/point.ts';
import { fieldsOf, type Json, listOf } from '../json.ts';

/** Place is a box on a page, with the outline that may be slanted in it. */
export interface Place {
  readonly box: Box;
  readonly polygon: readonly Point[];
}

/** whole is what fractions are of. */
const whole = { width: 1, height: 1 };

/** placeOf is the place of a level box. */
export function placeOf(box: Box): Place {
  return { box, polygon: cornersOf(box) };
}

/** readPlace reads a block's geometry; undefined when it has no box. */
export function readPlace(geometry: unknown): Place | undefined {
  const { boundingBox, polygon } = fieldsOf(geometry);
  const { left, top, width, height } = fieldsOf(boundingBox);
  const box = { left: Number(left), top: Number(top), width: Number(width), height: Number(height) };
  if (!Object.values(box).every(Number.isFinite)) return undefined;
  const points = listOf(polygon).map(({ x, y }) => ({ x: Number(x), y: Number(y) }));
  const sound = points.length > 2 && points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  return sound ? { box, polygon: points } : placeOf(box);
}

/** movePlace moves a place, not beyond the page. */
export function movePlace({ box, polygon }: Place, by: Point): Place {
  const offset = offsetWithin(box, by, whole);
  return {
    box: { ...box, left: box.left + offset.x, top: box.top + offset.y },
    polygon: polygon.map((point) => add(point, offset)),
  };
}

/** growPlace moves the right bottom corner, and keeps some of the box on the page. */
export function growPlace({ box }: Place, by: Point): Place {
  const { left, top } = box;
  const width = Math.min(Math.max(box.width + by.x, least), 1 - left);
  const height = Math.min(Math.max(box.height + by.y, least), 1 - top);
  return placeOf({ left, top, width, height });
}

/** least is the smallest extent of a box. */
export const least = 0.002;

/** writePlace gives a place as a block's geometry, with six decimals. */
export function writePlace({ box, polygon }: Place): { [key: string]: Json } {
  const { left, top, width, height } = box;
  return {
    boundingBox: { height: round(height), left: round(left), top: round(top), width: round(width) },
    polygon: polygon.map(({ x, y }) => ({ x: round(x), y: round(y) })),
  };
}

// Adding 0 makes one zero of the two that there are.
const round = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;
