import { expect, test } from 'vitest';
import {
  type Box,
  boundsOf,
  boxBetween,
  cornersOf,
  handlePoint,
  handles,
  offsetWithin,
  pullHandle,
} from './box.ts';
import type { Point } from './point.ts';
import { forAll } from './random.ts';

const size = { width: 80, height: 60 };

/** contains tells whether a point lies in a box or on its border. */
const contains = ({ left, top, width, height }: Box, { x, y }: Point) =>
  x >= left && x <= left + width && y >= top && y <= top + height;
/** isHeld tells whether a box lies in the image. */
const isHeld = (box: Box) => cornersOf(box).every((corner) => contains({ left: 0, top: 0, ...size }, corner));

test('a box has the corners that it was made of', () => {
  forAll((random) => {
    const box = random.box();
    const [nw, ne, se, sw] = cornersOf(box);
    expect([boxBetween(nw, se), boxBetween(ne, sw), boundsOf([nw, ne, se, sw])]).toEqual([box, box, box]);
  });
});

test('bounds contain all points', () => {
  forAll((random) => {
    const points = random.points(1, 9);
    expect(points.every((point) => contains(boundsOf(points), point))).toBe(true);
  });
});

test('a pulled handle lies where it was pulled to, and the other side stays', () => {
  forAll((random) => {
    const [box, to] = [random.box(), random.point()];
    for (const [at, handle] of handles.entries()) {
      const pulled = pullHandle(box, handle, to);
      const other = handlePoint(box, handles[(at + 4) % 8] ?? 'nw');
      if (handle.length === 2) expect(pulled).toEqual(boxBetween(to, other));
      else if (handle === 'n' || handle === 's')
        expect(pulled).toMatchObject({ left: box.left, width: box.width });
      else expect(pulled).toMatchObject({ top: box.top, height: box.height });
      expect(pulled.width >= 0 && pulled.height >= 0).toBe(true);
    }
  });
});

test('a limited offset keeps a box in the image, and is the whole one where that is possible', () => {
  forAll((random) => {
    const box = {
      left: random.whole(0, 40),
      top: random.whole(0, 30),
      width: random.whole(0, 40),
      height: random.whole(0, 30),
    };
    const by = random.point();
    const allowed = offsetWithin(box, by, size);
    const moved = { ...box, left: box.left + allowed.x, top: box.top + allowed.y };
    expect(isHeld(moved)).toBe(true);
    const wanted = { ...box, left: box.left + by.x, top: box.top + by.y };
    if (isHeld(wanted)) expect(moved).toEqual(wanted);
  });
});

test('a box larger than the image does not move', () => {
  expect(offsetWithin({ left: -5, top: -5, width: 100, height: 100 }, { x: 3, y: -3 }, size)).toEqual({
    x: 0,
    y: 0,
  });
});
