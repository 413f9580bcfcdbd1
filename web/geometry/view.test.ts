import { expect, test } from 'vitest';
import { clamp } from './point.ts';
import { forAll, type Random } from './random.ts';
import { fitInto, keepInSight, pan, reveal, toFrame, toImage, zoomAt } from './view.ts';

const someView = (random: Random) => ({
  scale: 0.05 + random.next() * 20,
  x: random.whole(-500, 500),
  y: random.whole(-500, 500),
});
const someSize = (random: Random) => ({ width: random.whole(1, 4000), height: random.whole(1, 3000) });

test('to the frame and back is where one began', () => {
  forAll((random) => {
    const [view, point] = [someView(random), random.point()];
    const back = toImage(view, toFrame(view, point));
    expect(back.x).toBeCloseTo(point.x);
    expect(back.y).toBeCloseTo(point.y);
  });
});

test('the fitted image lies in the frame and touches its margin', () => {
  forAll((random) => {
    const image = someSize(random);
    const frame = { width: random.whole(50, 2000), height: random.whole(50, 2000) };
    const view = fitInto(image, frame, 10);
    const [from, to] = [toFrame(view, { x: 0, y: 0 }), toFrame(view, { x: image.width, y: image.height })];
    expect(Math.min(from.x, from.y)).toBeCloseTo(10);
    expect(Math.min(frame.width - to.x, frame.height - to.y)).toBeCloseTo(10);
  });
});

test('zooming keeps the point under the pointer, within the limits', () => {
  forAll((random) => {
    const [view, at] = [someView(random), random.point()];
    const held = toImage(view, at);
    const zoomed = zoomAt(view, at, 0.2 + random.next() * 5, 0.1, 8);
    expect(zoomed.scale >= 0.1 && zoomed.scale <= 8).toBe(true);
    expect(toFrame(zoomed, held).x).toBeCloseTo(at.x);
    expect(toFrame(zoomed, held).y).toBeCloseTo(at.y);
  });
});

test('a view that is kept in sight shows the image in its middle, and moves no more than it must', () => {
  forAll((random) => {
    const [view, image] = [someView(random), someSize(random)];
    const frame = { width: 600, height: 400 };
    const kept = keepInSight(view, image, frame);
    const middle = toImage(kept, { x: 300, y: 200 });
    const held = clamp(middle, image);
    expect(held.x).toBeCloseTo(middle.x);
    expect(held.y).toBeCloseTo(middle.y);
    const again = keepInSight(kept, image, frame);
    expect(again.x).toBeCloseTo(kept.x);
    expect(again.y).toBeCloseTo(kept.y);
  });
});

test('a revealed point is seen, and a view that shows it stays', () => {
  forAll((random) => {
    const [view, point] = [someView(random), random.point()];
    const frame = { width: 600, height: 400 };
    const moved = reveal(view, point, frame, 20);
    const seen = toFrame(moved, point);
    expect(seen.x >= 20 - 1e-6 && seen.x <= 580 + 1e-6 && seen.y >= 20 - 1e-6 && seen.y <= 380 + 1e-6).toBe(
      true,
    );
    expect(reveal(pan(moved, { x: 0, y: 0 }), point, frame, 0)).toEqual(moved);
  });
});
