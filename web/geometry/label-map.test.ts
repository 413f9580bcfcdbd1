import { describe, expect, test } from 'vitest';
import { LabelMap, type Pixels, sizeOf } from './label-map.ts';
import { forAll, type Random } from './random.ts';
import { stroke } from './raster.ts';

const size = { width: 150, height: 140 };

/** dabble paints some discs, and gives what a plain list of pixels has then. */
function dabble(random: Random, map: LabelMap, most = 5): void {
  for (let dab = random.whole(1, 6); dab > 0; dab--) {
    const at = { x: random.whole(0, 150), y: random.whole(0, 140) };
    stroke(
      at,
      at,
      random.whole(1, 60) / 2,
      map.size,
      map.painter(random.whole(0, most), random.next() < 0.3),
    );
  }
}

const countOf = (pixels: Pixels, id: number) => pixels.filter((other) => other === id).length;

test('counts are those of the pixels, whatever is painted, replaced or taken back', () => {
  forAll((random) => {
    const map = new LabelMap(size);
    map.record();
    dabble(random, map);
    const patch = map.recorded();
    dabble(random, map);
    if (random.next() < 0.5) map.replace(random.whole(1, 5), random.whole(0, 5));
    if (random.next() < 0.5) map.swap(patch);
    const ids = [0, 1, 2, 3, 4, 5];
    expect(ids.map((id) => map.count(id))).toEqual(ids.map((id) => countOf(map.pixels, id)));
    expect(map.used).toEqual(ids.filter((id) => id > 0 && countOf(map.pixels, id) > 0));
  }, 60);
});

test('a patch brings back what was there, and its answer what came', () => {
  forAll((random) => {
    const map = new LabelMap(size);
    dabble(random, map);
    const before = map.pixels.slice();
    map.record();
    dabble(random, map);
    const patch = map.recorded();
    const after = map.pixels.slice();
    const again = map.swap(patch);
    expect(map.pixels.join()).toBe(before.join());
    map.swap(again);
    expect(map.pixels.join()).toBe(after.join());
  }, 60);
});

test('what has changed lies in the box that is told, and in bands of another version', () => {
  forAll((random) => {
    const map = new LabelMap(size);
    map.takeChanged();
    const versions = Array.from({ length: map.bands }, (_, band) => map.version(band));
    dabble(random, map);
    const box = map.takeChanged() ?? { left: 0, top: 0, width: 0, height: 0 };
    const wrong = [...map.pixels].filter((id, at) => {
      const [x, y] = [at % size.width, Math.floor(at / size.width)];
      const within = x >= box.left && x < box.left + box.width && y >= box.top && y < box.top + box.height;
      return id > 0 && (!within || map.version(y >> 6) === versions[y >> 6]);
    });
    expect([wrong, map.takeChanged()]).toEqual([[], undefined]);
  }, 40);
});

test('with keep, pixels that have a number keep it', () => {
  const map = new LabelMap({ width: 4, height: 1 }, Uint8Array.of(0, 3, 0, 2));
  map.painter(1, true)(0, 0, 4);
  expect([...map.pixels]).toEqual([1, 3, 1, 2]);
});

test('replace changes every pixel of a number and no other', () => {
  const map = new LabelMap({ width: 3, height: 2 }, Uint8Array.of(1, 2, 1, 1, 3, 2));
  map.replace(1, 2);
  expect([...map.pixels]).toEqual([2, 2, 2, 2, 3, 2]);
});

describe('its pixels', () => {
  test('take two bytes once there is a number above 255, also in older patches', () => {
    const map = new LabelMap({ width: 70, height: 2 });
    map.record();
    map.painter(7)(0, 0, 3);
    const patch = map.recorded();
    map.painter(300)(1, 0, 70);
    expect([map.pixels.BYTES_PER_ELEMENT, map.at({ x: 69.5, y: 1.5 }), map.count(300)]).toEqual([2, 300, 70]);
    map.swap(patch);
    expect([map.at({ x: 0, y: 0 }), map.used]).toEqual([0, [300]]);
  });

  test('are asked for by place; outside there is none', () => {
    const map = new LabelMap({ width: 2, height: 2 }, Uint8Array.of(1, 2, 3, 4));
    const places = [
      { x: 1.9, y: 0 },
      { x: -0.1, y: 0 },
      { x: 2, y: 0 },
      { x: 0, y: 2 },
    ];
    expect(places.map((place) => map.at(place))).toEqual([2, undefined, undefined, undefined]);
  });
});

test('a stroke over pixels that have its number already leaves no patch', () => {
  const map = new LabelMap({ width: 90, height: 90 }, new Uint8Array(8100).fill(2));
  map.record();
  map.painter(2)(5, 0, 90);
  expect(map.recorded().size).toBe(0);
});

test('tiles of one number take next to no room', () => {
  const map = new LabelMap({ width: 640, height: 640 });
  map.record();
  for (let y = 0; y < 640; y++) map.painter(1)(y, 0, 640);
  const empty = map.recorded();
  expect(empty.size).toBe(100);
  expect(sizeOf(empty)).toBeLessThan(5000);
});
