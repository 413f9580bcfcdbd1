import { beforeEach, describe, expect, test } from 'vitest';
import { forAll } from '../../geometry/random.ts';
import { Mask } from './mask.ts';

let mask: Mask;
const entries = [1, 2].map((id) => ({ id, label: `label ${id}`, colour: id }));
beforeEach(() => {
  mask = new Mask();
  mask.load({ width: 100, height: 80 });
  mask.roll = { entries, current: 1 };
});
const dab = (x: number, y: number, id = 1) => {
  mask.begin({ x, y }, 3, id);
  return mask.end();
};

test('any strokes are taken back and done again, one by one', () => {
  forAll((random) => {
    const tried = new Mask();
    tried.load({ width: 100, height: 80 });
    const states = [tried.map.pixels.join()];
    for (let stroke = 0; stroke < 6; stroke++) {
      const at = () => ({ x: random.whole(-5, 105), y: random.whole(-5, 85) });
      const [diameter, id] = [random.whole(1, 30), random.whole(0, 2)];
      tried.begin(at(), diameter, id);
      for (let move = random.whole(0, 3); move > 0; move--) tried.extend(at(), diameter, id);
      if (tried.end()) states.push(tried.map.pixels.join());
    }
    const after = (go: boolean) => tried.map.pixels.join() + (go ? '' : ' the end');
    const back = states.map((_, at) => after(at === 0 || tried.undo()));
    expect([back, tried.canUndo]).toEqual([states.toReversed(), false]);
    const again = states.map((_, at) => after(at === 0 || tried.redo()));
    expect([again, tried.canRedo]).toEqual([states, false]);
  }, 30);
});

test('a stroke that changes nothing is no step', () => {
  expect([dab(50, 40), dab(50, 40), dab(500, 40), dab(10, 10, 0)]).toEqual([true, false, false, false]);
  mask.undo();
  expect(mask.canUndo).toBe(false);
});

test('an aborted stroke leaves no trace', () => {
  mask.begin({ x: 50, y: 40 }, 9, 1);
  mask.extend({ x: 60, y: 40 }, 9, 1);
  mask.abort();
  expect([mask.map.used, mask.canUndo, mask.stroking]).toEqual([[], false, false]);
});

test('only the last fifty steps are kept', () => {
  for (let at = 0; at < 60; at++) dab(10 + at, 40);
  let undone = 0;
  while (mask.undo()) undone++;
  expect([undone, mask.map.used]).toEqual([50, [1]]);
});

describe('an outline', () => {
  test.each([
    [[], 'few'],
    [
      [
        [0, 0],
        [10, 0],
      ],
      'few',
    ],
    [
      [
        [0, 0],
        [10, 0],
        [20, 0],
      ],
      'small',
    ],
  ])('of %j is refused: %s', (points, want) => {
    for (const [x = 0, y = 0] of points) mask.addPoint({ x, y });
    expect(mask.finish()).toBe(want);
  });

  test('needs a label, and corners that differ', () => {
    expect([mask.addPoint({ x: 1, y: 1 }), mask.addPoint({ x: 1.2, y: 0.9 })]).toEqual(['added', 'small']);
    mask.choose(undefined);
    expect([mask.addPoint({ x: 5, y: 5 }), mask.finish()]).toEqual(['no label', 'no label']);
  });

  test('goes back and forth by corners before whole steps', () => {
    dab(50, 40);
    mask.addPoint({ x: 1, y: 1 });
    mask.addPoint({ x: 9, y: 1 });
    mask.undo();
    mask.undo();
    expect([mask.made, mask.map.used]).toEqual([[], [1]]);
    mask.redo();
    mask.redo();
    expect(mask.made).toHaveLength(2);
    mask.cancel();
    mask.undo();
    expect(mask.map.used).toEqual([]);
  });
});

test('what is kept is not filled, nor what has the label already', () => {
  dab(50, 40, 2);
  mask.keep = true;
  expect(mask.fill({ x: 50, y: 40 })).toBe(false);
  mask.keep = false;
  expect([mask.fill({ x: 50, y: 40 }), mask.fill({ x: 50, y: 40 }), mask.fill({ x: -1, y: 0 })]).toEqual([
    true,
    false,
    false,
  ]);
});
