import { afterEach, expect, test } from 'vitest';
import { type Board, setBoard } from '../testing/drawing.ts';

let board: Board;
const open = async (attributes = '') => {
  board = await setBoard('crowd-line', `labels="['sill']" ${attributes}`);
};
afterEach(() => board.stage.clear());

const lines = () => board.tool.value['lines'];
const line = (...at: [number, number, number, number]) => ({
  label: 'sill',
  vertices: [
    { x: at[0], y: at[1] },
    { x: at[2], y: at[3] },
  ],
});

test('a line is drawn by dragging, or by two clicks', async () => {
  await open();
  await board.drag([
    [10, 20],
    [100, 60],
    [200, 20],
  ]);
  await board.click(40, 400);
  await board.click(80, 300);
  board.stage.form().submit();
  expect(board.stage.answers).toEqual([
    {
      result: {
        inputImageProperties: { height: 480, width: 640 },
        lines: [line(10, 20, 200, 20), line(40, 400, 80, 300)],
      },
    },
  ]);
});

test('initial lines have two points; what has more is no line', async () => {
  await open(`initial-value="{lines:[{label:'sill',vertices:[{x:1,y:2},{x:30,y:40}]}]}"`);
  expect(lines()).toEqual([line(1, 2, 30, 40)]);
});

test('an end, or all of it, is moved', async () => {
  await open(`initial-value="{lines:[{label:'sill',vertices:[{x:100,y:100},{x:300,y:100}]}]}"`);
  await board.drag([
    [150, 100],
    [160, 120],
  ]);
  expect(lines()).toEqual([line(110, 120, 310, 120)]);
  await board.drag([
    [310, 120],
    [400, 200],
  ]);
  expect(lines()).toEqual([line(110, 120, 400, 200)]);
});
