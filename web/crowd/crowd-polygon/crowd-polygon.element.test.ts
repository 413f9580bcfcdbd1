import { afterEach, describe, expect, test } from 'vitest';
import { type Board, setBoard } from '../testing/drawing.ts';
import { inside } from '../testing/stage.ts';

let board: Board;
const open = async (attributes = '') => {
  board = await setBoard('crowd-polygon', `labels="['roof']" ${attributes}`);
};
afterEach(() => board.stage.clear());

const square = `initial-value="[{label:'roof',vertices:[{x:100,y:100},{x:300,y:100},{x:300,y:300},{x:100,y:300}]}]"`;
const corners = [
  { x: 100, y: 100 },
  { x: 300, y: 100 },
  { x: 300, y: 300 },
  { x: 100, y: 300 },
];
const polygons = () => board.tool.value['polygons'];
const vertices = () => (polygons() as { vertices: object[] }[])[0]?.vertices;
const warning = () => inside(board.tool, '.warning').textContent;

describe('drawing', () => {
  test('a click on the first point closes it, without repeating that point', async () => {
    await open();
    for (const { x, y } of corners) await board.click(x, y);
    expect(polygons()).toEqual([]);
    await board.click(101, 99);
    expect(polygons()).toEqual([{ label: 'roof', vertices: corners }]);
  });

  test('Enter closes it, too; with two points it does not', async () => {
    await open();
    await board.click(100, 100);
    await board.click(300, 100);
    await board.key('Enter');
    expect(warning()).toBe('More points are needed.');
    await board.click(300, 300);
    await board.key('Enter');
    expect(vertices()).toHaveLength(3);
  });

  test('a side that would cross is red before the click, and the point is refused', async () => {
    await open();
    for (const [x, y] of [
      [100, 100],
      [300, 100],
      [300, 300],
    ] as const)
      await board.click(x, y);
    inside(board.tool, '.stage').dispatchEvent(
      new PointerEvent('pointermove', { pointerType: 'mouse', ...board.at(200, 50) }),
    );
    await board.tool.updateComplete;
    expect(inside(board.tool, '.made').classList.contains('refused')).toBe(true);
    await board.click(200, 50);
    expect(warning()).toBe('Its sides would cross.');
    await board.key('Enter');
    expect(vertices()).toHaveLength(3);
  });

  test('undo, redo and Backspace go point by point', async () => {
    await open();
    for (const { x, y } of corners) await board.click(x, y);
    await board.key('z', { ctrlKey: true });
    await board.key('Backspace');
    await board.key('Z', { ctrlKey: true, shiftKey: true });
    await board.click(100, 300);
    await board.key('Enter');
    expect(vertices()).toEqual([corners[0], corners[1], corners[3]]);
  });

  test('one may begin inside another', async () => {
    await open(square);
    for (const [x, y] of [
      [150, 150],
      [250, 150],
      [250, 250],
    ] as const)
      await board.click(x, y);
    await board.key('Enter');
    expect(polygons()).toHaveLength(2);
  });
});

describe('changing', () => {
  test('a corner is dragged, and goes back where sides would cross', async () => {
    await open(square);
    await board.click(150, 100);
    await board.drag([
      [300, 300],
      [350, 350],
    ]);
    expect(vertices()).toEqual(corners.with(2, { x: 350, y: 350 }));
    await board.drag([
      [350, 350],
      [40, 200],
    ]);
    expect([vertices(), warning()]).toEqual([corners.with(2, { x: 350, y: 350 }), 'Its sides would cross.']);
  });

  test('a point is pulled out of the middle of a side, and deleted', async () => {
    await open(square);
    await board.click(150, 100);
    await board.drag([
      [200, 100],
      [200, 60],
    ]);
    expect(vertices()).toEqual(corners.toSpliced(1, 0, { x: 200, y: 60 }));
    await board.key('Delete');
    expect(vertices()).toEqual(corners);
    await board.key('Escape');
    await board.click(150, 100);
    await board.key('Delete');
    expect(polygons()).toEqual([]);
  });

  test('keys add and move a point', async () => {
    await open(square);
    await board.key('Tab');
    await board.key('v');
    await board.key('a');
    await board.key('ArrowUp', { shiftKey: true });
    expect(vertices()).toEqual(corners.toSpliced(1, 0, { x: 200, y: 90 }));
  });
});

test('scripts find the button for drawing by its id', async () => {
  await open();
  expect(inside(board.tool, '#polygon')).toBeInstanceOf(HTMLButtonElement);
});
