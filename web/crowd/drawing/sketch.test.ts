import { describe, expect, test } from 'vitest';
import { forAll } from '../../geometry/random.ts';
import { History } from './history.ts';
import { kinds, mistakeIn } from './shape.ts';
import { Sketch } from './sketch.ts';

const p = (x: number, y: number) => ({ x, y });
const size = { width: 100, height: 80 };

function sketch(kind: keyof typeof kinds): Sketch {
  const made = new Sketch(kinds[kind]);
  made.measure(size);
  made.label = 'cup';
  return made;
}
const pointsOf = (made: Sketch) => made.shapes.map(({ points }) => points);
const all = () => true;

describe('drawing', () => {
  test('without a label nothing is drawn', () => {
    const made = new Sketch(kinds.box);
    expect([made.addPoint(p(1, 1)), made.draw([p(1, 1), p(9, 9)]), made.shapes]).toEqual([
      'no label',
      'no label',
      [],
    ]);
  });

  test('two points make a box, in whatever order, in whole pixels of the image', () => {
    const made = sketch('box');
    expect([made.addPoint(p(30.4, 40.6)), made.addPoint(p(-5, 200))]).toEqual(['added', 'finished']);
    expect(pointsOf(made)).toEqual([[p(0, 41), p(30, 80)]]);
  });

  test.each([
    [p(11, 30), 'small'],
    [p(30, 11), 'small'],
    [p(12, 12), 'finished'],
  ])('a box from (10, 10) to %o is %s', (to, want) => {
    expect(sketch('box').draw([p(10, 10), to])).toBe(want);
  });

  test('a keypoint needs one point, a line two that differ', () => {
    expect(sketch('keypoint').addPoint(p(1, 2))).toBe('finished');
    const line = sketch('line');
    expect([line.addPoint(p(1, 2)), line.addPoint(p(1, 2)), line.addPoint(p(1, 3))]).toEqual([
      'added',
      'small',
      'finished',
    ]);
  });

  test('a polygon ends at its first point, a polyline at its last, and neither too soon', () => {
    const [polygon, polyline] = [sketch('polygon'), sketch('polyline')];
    for (const point of [p(0, 0), p(20, 0), p(20, 20)]) {
      expect(polygon.ends(p(1, 1), 3)).toBe(false);
      polygon.addPoint(point);
      polyline.addPoint(point);
    }
    expect([polygon.ends(p(1, 1), 3), polyline.ends(p(1, 1), 3), polyline.ends(p(21, 20), 3)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([polygon.finish(), polyline.finish()]).toEqual(['finished', 'finished']);
    const short = sketch('polygon');
    short.addPoint(p(0, 0));
    expect(short.finish()).toBe('few');
  });

  test('a side of a polygon that would cross another is refused, also the last one', () => {
    const made = sketch('polygon');
    for (const point of [p(0, 0), p(20, 0), p(10, 20), p(10, 10)]) made.addPoint(point);
    expect([made.refused(p(10, -1)), made.refused(p(12, 5)), made.addPoint(p(90, 15))]).toEqual([
      true,
      false,
      'crosses',
    ]);
    expect(made.made).toHaveLength(4);
    const bow = sketch('polygon');
    const spiral = [p(10, 10), p(20, 10), p(20, 20), p(5, 20), p(5, 5), p(40, 5), p(40, 35)];
    for (const point of spiral) expect(bow.addPoint(point)).toBe('added');
    expect(bow.finish()).toBe('crosses');
  });

  test('a polyline may cross itself', () => {
    const made = sketch('polyline');
    for (const point of [p(0, 0), p(20, 0), p(10, 10), p(10, -9)]) expect(made.addPoint(point)).toBe('added');
  });
});

describe('undo', () => {
  test('goes point by point while drawing, and takes a finished shape as a whole', () => {
    const made = sketch('polygon');
    for (const point of [p(0, 0), p(20, 0), p(20, 20)]) made.addPoint(point);
    made.undo();
    expect(made.made).toHaveLength(2);
    made.redo();
    made.finish();
    expect(made.shapes).toHaveLength(1);
    made.undo();
    expect([made.shapes, made.made, made.canUndo]).toEqual([[], [], false]);
    made.redo();
    expect(made.shapes).toHaveLength(1);
  });

  test('takes nudges of one shape back at once', () => {
    const made = sketch('keypoint');
    made.addPoint(p(5, 5));
    made.select(made.shapes[0]?.id);
    for (let at = 0; at < 3; at++) made.nudge(p(1, 0));
    expect(pointsOf(made)).toEqual([[p(8, 5)]]);
    made.undo();
    expect(pointsOf(made)).toEqual([[p(5, 5)]]);
  });

  test('what it takes away is no longer selected', () => {
    const made = sketch('keypoint');
    made.addPoint(p(5, 5));
    made.select(made.shapes[0]?.id);
    made.undo();
    expect(made.selected).toBeUndefined();
    expect(made.remove()).toBeUndefined();
  });

  test('random changes, all taken back, leave the beginning, and all done again the end', () => {
    forAll((random) => {
      const made = sketch('polyline');
      for (let step = 0; step < 30; step++) {
        const at = p(random.whole(0, 100), random.whole(0, 80));
        const choose = [
          () => made.addPoint(at),
          () => made.finish(),
          () => made.cancel(),
          () => made.dropPoint(),
          () => made.select(made.shapes[random.whole(0, 5)]?.id),
          () => made.nudge(p(random.whole(-9, 9), random.whole(-9, 9))),
          () => made.remove(),
          () => made.addPointAfter(0, at),
        ];
        choose[random.whole(0, choose.length - 1)]?.();
        for (const { points } of made.shapes) expect(mistakeIn(made.kind, points)).toBeUndefined();
      }
      const end = JSON.stringify([made.shapes, made.made]);
      while (made.canUndo) made.undo();
      expect([made.shapes, made.made]).toEqual([[], []]);
      while (made.canRedo) made.redo();
      expect(JSON.stringify([made.shapes, made.made])).toBe(end);
    }, 200);
  });

  test('only so many steps are kept', () => {
    const history = new History(0);
    for (let at = 1; at <= 600; at++) history.change(at);
    while (history.canUndo) history.undo();
    expect(history.now).toBe(100);
  });
});

describe('changing', () => {
  test('a shape stays whole in the image', () => {
    forAll((random) => {
      const made = sketch('box');
      made.draw([
        p(random.whole(0, 40), random.whole(0, 30)),
        p(random.whole(50, 100), random.whole(40, 80)),
      ]);
      const before = pointsOf(made)[0] as { x: number; y: number }[];
      made.select(made.shapes[0]?.id);
      made.nudge(p(random.whole(-90, 90), random.whole(-90, 90)));
      const [a, b] = pointsOf(made)[0] as { x: number; y: number }[];
      expect([b && a && b.x - a.x, b && a && b.y - a.y]).toEqual([
        (before[1]?.x ?? 0) - (before[0]?.x ?? 0),
        (before[1]?.y ?? 0) - (before[0]?.y ?? 0),
      ]);
      expect(a && b && a.x >= 0 && a.y >= 0 && b.x <= 100 && b.y <= 80).toBe(true);
    });
  });

  test('a dragged shape shows at once and counts when dropped; one that would cross goes back', () => {
    const made = sketch('polygon');
    made.draw([p(0, 0), p(20, 0), p(20, 20), p(0, 20)]);
    const [shape] = made.shapes;
    if (!shape) throw new Error('no shape');
    made.drag(shape, shape.points.with(2, p(30, 30)));
    expect(made.shapes[0]?.points[2]).toEqual(p(30, 30));
    expect(made.drop()).toBeUndefined();
    made.drag(shape, shape.points.with(2, p(-5, 10)));
    expect([made.drop(), made.shapes[0]?.points[2]]).toEqual(['crosses', p(30, 30)]);
    made.drag(shape, shape.points);
    made.release();
    expect(made.shapes[0]?.points[2]).toEqual(p(30, 30));
  });

  test('a corner of a box is moved by keys like any point', () => {
    const made = sketch('box');
    made.draw([p(10, 10), p(20, 20)]);
    made.select(made.shapes[0]?.id);
    made.selectHandle(0);
    made.nudge(p(-4, -10));
    expect(pointsOf(made)).toEqual([[p(6, 0), p(20, 20)]]);
  });

  test('points are added to a path and removed from it, down to the least', () => {
    const made = sketch('polygon');
    made.draw([p(0, 0), p(20, 0), p(20, 20)]);
    made.select(made.shapes[0]?.id);
    made.addPointAfter(2, p(5, 15));
    expect([made.selected?.points[3], made.handle]).toEqual([p(5, 15), 3]);
    expect([made.remove(), made.selected?.points.length]).toEqual(['point', 3]);
    expect([made.remove(), made.shapes]).toEqual(['shape', []]);
  });

  test('the shapes at a place, the topmost first; the line only, or what it encloses', () => {
    const made = sketch('box');
    made.draw([p(0, 0), p(40, 40)]);
    made.draw([p(10, 10), p(30, 30)]);
    const ids = (where: 'line' | 'area', x: number, y: number) =>
      made.under(p(x, y), 2, where, all).map(({ id }) => id);
    expect([ids('area', 20, 20), ids('line', 20, 20), ids('line', 11, 20), ids('area', 5, 5)]).toEqual([
      [2, 1],
      [],
      [2],
      [1],
    ]);
    expect(made.under(p(20, 20), 2, 'area', ({ id }) => id === 1)).toHaveLength(1);
  });

  test('another label is a change like others', () => {
    const made = sketch('keypoint');
    made.addPoint(p(5, 5));
    made.select(made.shapes[0]?.id);
    made.relabel('plate');
    expect(made.shapes[0]?.label).toBe('plate');
    made.undo();
    expect(made.shapes[0]?.label).toBe('cup');
  });
});

test('given shapes are held inside the image as soon as its size is known', () => {
  const made = new Sketch(kinds.box);
  made.load([{ label: 'cup', points: [p(-5, 10.4), p(500, 20)] }]);
  made.measure(size);
  expect(pointsOf(made)).toEqual([[p(0, 10), p(100, 20)]]);
  expect(made.canUndo).toBe(false);
});
