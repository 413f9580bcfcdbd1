import { afterEach, expect, test } from 'vitest';
import { type Board, setBoard } from '../testing/drawing.ts';
import { drawn, inside } from '../testing/stage.ts';

let board: Board;
const open = async (attributes = '') => {
  board = await setBoard('crowd-keypoint', `labels="['nose', 'ear']" ${attributes}`);
};
afterEach(() => board.stage.clear());

const size = { height: 480, width: 640 };
const points = () => board.tool.value['keypoints'];

test('each click sets a point; a label may be used many times', async () => {
  await open();
  await board.key('1');
  await board.click(300, 122);
  await board.click(20, 40);
  board.stage.form().submit();
  expect(board.stage.answers).toEqual([
    {
      result: {
        inputImageProperties: size,
        keypoints: [
          { label: 'nose', x: 300, y: 122 },
          { label: 'nose', x: 20, y: 40 },
        ],
      },
    },
  ]);
});

test('initial points are shown, moved by mouse and keys, and deleted', async () => {
  await open(
    `initial-value="[{label:'nose',x:100,y:100},{label:'tail',x:1,y:1},{label:'ear',x:'200',y:50.4}]"`,
  );
  const ear = { label: 'ear', x: 200, y: 50 };
  expect(board.tool.value).toEqual({
    initialValueModified: false,
    inputImageProperties: size,
    keypoints: [{ label: 'nose', x: 100, y: 100 }, ear],
  });
  await board.drag([
    [100, 100],
    [140, 160],
  ]);
  await board.key('ArrowRight');
  expect(points()).toEqual([{ label: 'nose', x: 141, y: 160 }, ear]);
  await board.key('Backspace');
  expect(points()).toEqual([ear]);
});

test('of points at one place, another click takes the next', async () => {
  await open(`initial-value="[{label:'nose',x:100,y:100},{label:'ear',x:100,y:100}]"`);
  const seen = [];
  for (let click = 0; click < 2; click++) {
    await board.click(100, 100);
    seen.push(inside(board.tool, '.list .selected .text').textContent?.trim().split(' ')[0]);
  }
  expect(seen).toEqual(['ear', 'nose']);
});

test('a point that a script’s labels no longer know is kept, hidden', async () => {
  await open(`initial-value="[{label:'nose',x:100,y:100}]"`);
  board.tool.labels = ['ear'];
  await drawn(board.stage.root);
  expect(points()).toEqual([]);
  board.tool.labels = ['nose'];
  expect(points()).toHaveLength(1);
});
