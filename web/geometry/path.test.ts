import { describe, expect, test } from 'vitest';
import { cornersOf } from './box.ts';
import { crosses, distanceToPath, isInside, meet, nearestSide, sidesOf } from './path.ts';
import type { Point } from './point.ts';
import { forAll, type Random } from './random.ts';

const p = (x: number, y: number): Point => ({ x, y });
const square = [p(0, 0), p(10, 0), p(10, 10), p(0, 10)];

/** star makes a polygon around a centre, whose sides cannot cross. */
function star(random: Random): Point[] {
  const count = random.whole(3, 12);
  return Array.from({ length: count }, (_, at) => {
    const angle = ((at + random.next() * 0.8) / count) * 2 * Math.PI;
    const radius = random.whole(10, 100);
    return p(radius * Math.cos(angle), radius * Math.sin(angle));
  });
}

test('sides join the points, and the last one to the first where the path is closed', () => {
  expect(sidesOf(square, false)).toHaveLength(3);
  expect(sidesOf(square, true).at(-1)).toEqual([p(0, 10), p(0, 0)]);
  expect(sidesOf(square.slice(0, 2), true)).toHaveLength(1);
  expect(sidesOf([], true)).toEqual([]);
});

test('a point on a side is no distance away, and that side is the nearest', () => {
  forAll((random) => {
    const points = star(random);
    const sides = sidesOf(points, true);
    const at = random.whole(0, sides.length - 1);
    const [a, b] = sides[at] as [Point, Point];
    const on = p(a.x * 0.4 + b.x * 0.6, a.y * 0.4 + b.y * 0.6);
    expect(distanceToPath(on, points, true)).toBeCloseTo(0);
    expect(nearestSide(on, points, true)).toBe(at);
  });
});

test('a path of one point is as far as that point', () => {
  expect(distanceToPath(p(3, 4), [p(0, 0)], true)).toBe(5);
});

test('what is inside a box is inside its polygon', () => {
  forAll((random) => {
    const box = random.box();
    const { x, y } = random.point();
    const at = p(x + 0.5, y + 0.5);
    const within =
      at.x > box.left && at.x < box.left + box.width && at.y > box.top && at.y < box.top + box.height;
    expect(isInside(at, cornersOf(box))).toBe(within);
  });
});

describe('crossing', () => {
  test.each<[string, Point[], boolean, boolean]>([
    ['a square', square, true, false],
    ['a bow', [p(0, 0), p(10, 10), p(10, 0), p(0, 10)], true, true],
    ['a bow that is open yet', [p(0, 0), p(10, 10), p(10, 0)], false, false],
    ['an open path that crosses', [p(0, 0), p(10, 0), p(5, 5), p(5, -5)], false, true],
    ['a point on another side', [p(0, 0), p(10, 0), p(10, 10), p(5, 0)], false, true],
    ['a side that goes back over the last', [p(0, 0), p(10, 0), p(5, 0)], false, true],
    ['a straight line of three', [p(0, 0), p(5, 0), p(10, 0)], false, false],
    ['a closing side over the first', [p(0, 0), p(10, 0), p(10, 5), p(5, 0)], true, true],
    ['a flat triangle', [p(0, 0), p(10, 0), p(5, 0)], true, true],
    ['a triangle', [p(0, 0), p(10, 0), p(5, 5)], true, false],
  ])('%s', (_, points, closed, want) => {
    expect(crosses(points, closed)).toBe(want);
  });

  test('a polygon around a centre never crosses, whichever way round and wherever it begins', () => {
    forAll((random) => {
      const points = star(random);
      const from = random.whole(0, points.length - 1);
      const turned = [...points.slice(from), ...points.slice(0, from)];
      expect([crosses(turned, true), crosses(turned.reverse(), true)]).toEqual([false, false]);
    });
  });

  test('two neighbours that change places make sides cross', () => {
    expect(crosses([p(0, 0), p(10, 10), p(10, 0), p(0, 10)], true)).toBe(true);
  });

  test('segments meet in either order', () => {
    forAll((random) => {
      const [a, b, c, d] = [random.point(6), random.point(6), random.point(6), random.point(6)];
      expect(new Set([meet([a, b], [c, d]), meet([c, d], [a, b]), meet([b, a], [d, c])]).size).toBe(1);
      expect(meet([a, b], [b, c])).toBe(true);
    });
  });
});
