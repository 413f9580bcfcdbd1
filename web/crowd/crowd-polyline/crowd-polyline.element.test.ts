import { afterEach, expect, test } from 'vitest';
import { type Board, setBoard } from '../testing/drawing.ts';
import { inside } from '../testing/stage.ts';

let board: Board;
const open = async (attributes = '') => {
  board = await setBoard('crowd-polyline', `labels="['kerb', 'lane']" ${attributes}`);
};
afterEach(() => board.stage.clear());

const lines = () => board.tool.value['polylines'];
const list = `[{label:'kerb',vertices:[{x:10,y:400},{x:300,y:390}]}]`;
const kerb = {
  label: 'kerb',
  vertices: [
    { x: 10, y: 400 },
    { x: 300, y: 390 },
  ],
};

test.each([
  ['an object', `{polylines:${list}}`],
  ['the list', list],
])('initial-value is %s', async (_, value) => {
  await open(`initial-value="${value}"`);
  expect(board.tool.value).toEqual({
    initialValueModified: false,
    inputImageProperties: { height: 480, width: 640 },
    polylines: [kerb],
  });
});

test('it may cross itself, and ends with a click on its last point', async () => {
  await open();
  await board.key('2');
  const places = [
    [100, 100],
    [300, 300],
    [300, 100],
    [100, 300],
  ] as const;
  for (const [x, y] of places) await board.click(x, y);
  await board.click(100, 300);
  expect(lines()).toEqual([{ label: 'lane', vertices: places.map(([x, y]) => ({ x, y })) }]);
});

test('label-colors are for the first labels; the others have their own', async () => {
  await open(`label-colors="['#00ffaa']" initial-value="${list}"`);
  const chips = [...board.tool.renderRoot.querySelectorAll<HTMLElement>('.label-button .chip')];
  expect(chips.map(({ style }) => style.background)).toEqual(['rgb(0, 255, 170)', 'rgb(31, 119, 180)']);
  expect(inside<SVGElement>(board.tool, '.shape').style.color).toBe('rgb(0, 255, 170)');
});

test('a point can be taken away down to two, then the line goes', async () => {
  await open(`initial-value="[{label:'kerb',vertices:[{x:10,y:100},{x:100,y:100},{x:200,y:150}]}]"`);
  await board.key('Tab');
  await board.key('v');
  await board.key('Delete');
  expect(lines()).toEqual([
    {
      label: 'kerb',
      vertices: [
        { x: 100, y: 100 },
        { x: 200, y: 150 },
      ],
    },
  ]);
  await board.key('Delete');
  expect(lines()).toEqual([]);
});
