import { expect, test } from 'vitest';
import {
  add,
  clamp,
  distance,
  distanceToSegment,
  middle,
  nearestOnSegment,
  round,
  same,
  subtract,
} from './point.ts';
import { forAll } from './random.ts';

const size = { width: 40, height: 30 };

test('an offset leads there and back', () => {
  forAll((random) => {
    const [a, b] = [random.point(), random.point()];
    expect(add(b, subtract(a, b))).toEqual(a);
    expect(distance(a, middle(a, b))).toBeCloseTo(distance(b, middle(a, b)));
  });
});

test('a clamped point lies in the image, and none of the image is nearer', () => {
  forAll((random) => {
    const point = random.point();
    const held = clamp(point, size);
    expect(held.x >= 0 && held.x <= 40 && held.y >= 0 && held.y <= 30).toBe(true);
    const other = { x: random.whole(0, 40), y: random.whole(0, 30) };
    expect(distance(point, held)).toBeLessThanOrEqual(distance(point, other));
    expect(same(clamp(held, size), held)).toBe(true);
  });
});

test.each([
  [0.4, 0],
  [0.5, 1],
  [-0.4, 0],
  [-0.6, -1],
])('%d is rounded to %d, never to -0', (given, want) => {
  expect(round({ x: given, y: given })).toEqual({ x: want, y: want });
});

test('no point of a segment is nearer than the nearest', () => {
  forAll((random) => {
    const [point, a, b] = [random.point(), random.point(), random.point()];
    const least = distanceToSegment(point, a, b);
    const part = random.next();
    const on = { x: a.x + part * (b.x - a.x), y: a.y + part * (b.y - a.y) };
    expect(least).toBeLessThanOrEqual(distance(point, on) + 1e-9);
    expect(distanceToSegment(nearestOnSegment(point, a, b), a, b)).toBeCloseTo(0);
  });
});
