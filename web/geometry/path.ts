// Chains of points: open ones (lines) and closed ones (polygons, whose last
// point is joined to the first and not repeated).
import { distance, distanceToSegment, type Point, subtract } from './point.ts';

/** sidesOf gives the segments of a path. */
export function sidesOf(points: readonly Point[], closed: boolean): [Point, Point][] {
  const sides = points.slice(1).map((point, at): [Point, Point] => [points[at] ?? point, point]);
  const [first, last] = [points[0], points.at(-1)];
  return closed && points.length > 2 && first && last ? [...sides, [last, first]] : sides;
}

/** distanceToPath is how far a point is from a path's nearest side, or from its only point. */
export function distanceToPath(point: Point, points: readonly Point[], closed: boolean): number {
  const sides = sidesOf(points, closed);
  if (sides.length === 0) return Math.min(...points.map((other) => distance(point, other)));
  return Math.min(...sides.map(([a, b]) => distanceToSegment(point, a, b)));
}

/** nearestSide is the index of the side that is nearest to a point. */
export function nearestSide(point: Point, points: readonly Point[], closed: boolean): number {
  const far = sidesOf(points, closed).map(([a, b]) => distanceToSegment(point, a, b));
  return far.indexOf(Math.min(...far));
}

/** isInside tells whether a point lies in a polygon, by how often a line to the right leaves it. */
export function isInside({ x, y }: Point, polygon: readonly Point[]): boolean {
  const crossings = sidesOf(polygon, true).filter(
    ([a, b]) => a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x,
  );
  return crossings.length % 2 === 1;
}

/** turn is positive for a turn to the right on the way from a over b to c, and 0 when they lie in line. */
function turn(a: Point, b: Point, c: Point): number {
  const [ab, ac] = [subtract(b, a), subtract(c, a)];
  return ab.x * ac.y - ab.y * ac.x;
}

/** meet tells whether two segments have a point in common. */
export function meet([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)].map(Math.sign);
  if (abc !== abd && cda !== cdb) return true;
  return (
    (abc === 0 && between(a, b, c)) ||
    (abd === 0 && between(a, b, d)) ||
    (cda === 0 && between(c, d, a)) ||
    (cdb === 0 && between(c, d, b))
  );
}

/** between tells whether c, in line with a and b, lies on the segment between them. */
function between(a: Point, b: Point, c: Point): boolean {
  return (
    Math.min(a.x, b.x) <= c.x &&
    c.x <= Math.max(a.x, b.x) &&
    Math.min(a.y, b.y) <= c.y &&
    c.y <= Math.max(a.y, b.y)
  );
}

/** foldsBack tells whether the side from b to c goes back over the side from a to b. */
function foldsBack(a: Point, b: Point, c: Point): boolean {
  if (turn(a, b, c) !== 0) return false;
  const [back, on] = [subtract(a, b), subtract(c, b)];
  return back.x * on.x + back.y * on.y > 0;
}

/** crosses tells whether sides of a path cross, touch or lie on each other anywhere but where one ends and the next begins. */
export function crosses(points: readonly Point[], closed: boolean): boolean {
  const sides = sidesOf(points, closed);
  return sides.some((side, at) =>
    sides.slice(at + 1).some((other, further) => {
      if (further === 0) return foldsBack(side[0], side[1], other[1]);
      const ends = closed && at === 0 && at + 1 + further === sides.length - 1;
      return ends ? foldsBack(other[0], other[1], side[1]) : meet(side, other);
    }),
  );
}
