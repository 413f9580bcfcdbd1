import { describe, expect, test } from 'vitest';
import { isInside } from './path.ts';
import { distanceToSegment, type Point } from './point.ts';
import { forAll, type Random } from './random.ts';
import { brushCentre, flood, outline, type Span, stroke } from './raster.ts';

const size = { width: 40, height: 30 };
const all = Array.from({ length: size.width * size.height }, (_, at) => ({
  at,
  centre: { x: (at % size.width) + 0.5, y: Math.floor(at / size.width) + 0.5 },
}));

/** covered gives the pixels that spans cover, and fails where one is outside or comes twice. */
function covered(draw: (span: Span) => void): Set<number> {
  const found: number[] = [];
  let outside = 0;
  draw((y, from, to) => {
    if (y < 0 || y >= size.height || from < 0 || from >= to || to > size.width) outside++;
    for (let x = from; x < to; x++) found.push(y * size.width + x);
  });
  expect([outside, new Set(found).size]).toEqual([0, found.length]);
  return new Set(found);
}

/** half is a point between -10 and 50 on a grid of halves, as brushes and pointers are put. */
const half = (random: Random): Point => ({ x: random.whole(-20, 100) / 2, y: random.whole(-20, 80) / 2 });
const anywhere = (random: Random): Point => ({ x: random.next() * 60 - 10, y: random.next() * 50 - 10 });

describe('a stroke', () => {
  test.each([
    ['on a grid', half],
    ['anywhere', anywhere],
  ])('covers the centres that are not further than its radius: %s', (_, point) => {
    forAll((random) => {
      const [a, b] = [point(random), random.next() < 0.2 ? undefined : point(random)];
      const radius = random.whole(1, 24) / 2;
      const found = covered((span) => stroke(a, b ?? a, radius, size, span));
      const wrong = all.filter(({ at, centre }) => {
        const far = distanceToSegment(centre, a, b ?? a);
        // Right on the border both are true.
        return Math.abs(far - radius) > 1e-6 && found.has(at) !== far < radius;
      });
      expect(wrong).toEqual([]);
    }, 200);
  });

  test.each([
    [1, 1],
    [2, 4],
    [3, 9],
    [4, 12],
    [5, 21],
  ])('of diameter %d covers %d pixels where it is set down', (diameter, pixels) => {
    forAll((random) => {
      const centre = brushCentre({ x: 10 + random.next() * 20, y: 10 + random.next() * 10 }, diameter);
      const found = covered((span) => stroke(centre, centre, diameter / 2, size, span));
      expect(found.size).toBe(pixels);
    }, 50);
  });

  test('is the same in both directions', () => {
    forAll((random) => {
      const [a, b, radius] = [half(random), half(random), random.whole(1, 10) / 2];
      const there = covered((span) => stroke(a, b, radius, size, span));
      expect(covered((span) => stroke(b, a, radius, size, span))).toEqual(there);
    });
  });
});

test('an outline covers the centres that are inside', () => {
  forAll((random) => {
    const points = Array.from({ length: random.whole(3, 9) }, () => ({
      x: random.whole(-10, 50),
      y: random.whole(-10, 40),
    }));
    const found = covered((span) => outline(points, size, span));
    expect(all.filter(({ at, centre }) => found.has(at) !== isInside(centre, points))).toEqual([]);
  }, 200);
});

test('an outline without an inside covers nothing', () => {
  const flat = [
    { x: 3, y: 3 },
    { x: 9, y: 3 },
  ];
  expect(covered((span) => outline(flat, size, span)).size).toBe(0);
});

describe('a flood', () => {
  /** slow is the same by the plainest rule: a neighbour of what is in is in. */
  function slow(pixels: Uint8Array, from: number): Set<number> {
    const [found, todo] = [new Set([from]), [from]];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      const x = at % size.width;
      const sides = [x > 0 ? at - 1 : -1, x < size.width - 1 ? at + 1 : -1, at - size.width, at + size.width];
      for (const next of sides) {
        if (next < 0 || next >= pixels.length || found.has(next) || pixels[next] !== pixels[from]) continue;
        found.add(next);
        todo.push(next);
      }
    }
    return found;
  }

  test('covers what is joined to its beginning', () => {
    forAll((random) => {
      const pixels = Uint8Array.from(all, () => (random.next() < 0.6 ? 0 : random.whole(1, 2)));
      const [x, y] = [random.whole(0, size.width - 1), random.whole(0, size.height - 1)];
      const found = covered((span) => flood(pixels, size, { x: x + random.next(), y }, span));
      expect(found).toEqual(slow(pixels, y * size.width + x));
    }, 100);
  });

  test.each([
    [-1, 3],
    [3, -0.1],
    [40, 3],
    [3, 30],
  ])('from outside, at %d, %d, covers nothing', (x, y) => {
    expect(
      covered((span) => flood(new Uint8Array(size.width * size.height), size, { x, y }, span)).size,
    ).toBe(0);
  });
});
