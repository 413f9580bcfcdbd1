import { afterEach, expect, test, vi } from 'vitest';
import type { ImageView } from '../image-view/image-view.ts';
import { type Colour, colourAt, dataUrl, pdfOf } from '../testing/documents.ts';
import { type Board, setBoard } from '../testing/drawing.ts';
import { drawn, inside, type Stage, setStage } from '../testing/stage.ts';

// The test server prepares pdf.js when it is asked for it first.
vi.setConfig({ testTimeout: 60_000 });

const colours: Colour[] = [
  [1, 0, 0],
  [0, 0, 1],
];
const pdf = dataUrl('application/pdf', pdfOf(colours));

let stage: Stage;
let board: Board;
afterEach(() => stage.clear());

const open = async (attributes = '') => {
  board = await setBoard('crowd-bounding-box', `labels="['a']" ${attributes}`);
  stage = board.stage;
  board.tool.setAttribute('src', pdf);
  await vi.waitFor(() => inside(board.tool, 'canvas.picture'), { timeout: 40_000 });
  await drawn(stage.root);
};
/** turn goes to the next or the previous page, and waits for it. */
const turn = async (to: 'next' | 'previous', want: number[]) => {
  inside<HTMLElement>(board.tool, `#${to}-page`).click();
  await vi.waitFor(() => expect(colourAt(inside(board.tool, 'canvas.picture'), 0.5, 0.375)).toEqual(want), {
    timeout: 10_000,
  });
  await drawn(stage.root);
};
const size = { height: 1111, width: 833 };

test('shapes stay on the page that they were drawn on, and say which', async () => {
  await open();
  await board.drag([
    [100, 100],
    [300, 200],
  ]);
  await turn('next', [0, 0, 255]);
  expect(board.tool.shadowRoot?.querySelectorAll('.shape')).toHaveLength(0);
  await board.drag([
    [200, 100],
    [400, 300],
  ]);
  expect(board.tool.shadowRoot?.querySelectorAll('.shape')).toHaveLength(1);
  await turn('previous', [255, 0, 0]);
  expect(board.tool.shadowRoot?.querySelectorAll('.shape')).toHaveLength(1);
  const { boundingBoxes, inputImageProperties } = board.tool.value as Record<string, { page?: number }[]>;
  expect([boundingBoxes?.map(({ page }) => page), inputImageProperties]).toEqual([[undefined, 2], size]);
});

test('an initial value says on which page its shapes are, and drafts keep that', async () => {
  const boxes = [
    { height: 50, label: 'a', left: 10, top: 20, width: 40 },
    { height: 50, label: 'a', left: 810, page: 2, top: 20, width: 400 },
  ];
  await open(`initial-value="${JSON.stringify(boxes).replaceAll('"', "'")}"`);
  expect(board.tool.shadowRoot?.querySelectorAll('.shape')).toHaveLength(1);
  await turn('next', [0, 0, 255]);
  const held = [boxes[0], { ...boxes[1], width: 23 }];
  expect(board.tool.value).toEqual({
    boundingBoxes: held,
    initialValueModified: false,
    inputImageProperties: size,
  });
  board.tool.edited();
  const state = board.tool.saveState();
  board.tool.reset();
  board.tool.restoreState(JSON.parse(JSON.stringify(state)));
  expect(board.tool.value).toMatchObject({ boundingBoxes: held, initialValueModified: false });
});

test('an image view shows the pages of a document', async () => {
  stage = await setStage(
    `<crowd-form><crowd-image-classifier name="a" categories="['x']" src="${pdf}"></crowd-image-classifier></crowd-form>`,
  );
  const view = inside<ImageView>(stage.$('crowd-image-classifier'), 'foureyes-image');
  const canvas = () => inside<HTMLCanvasElement>(view, 'canvas.image');
  await vi.waitFor(() => expect(colourAt(canvas(), 0.5, 0.375)).toEqual([255, 0, 0]), { timeout: 40_000 });
  inside<HTMLElement>(view, '#next-page').click();
  await vi.waitFor(() => expect(colourAt(canvas(), 0.5, 0.375)).toEqual([0, 0, 255]), { timeout: 10_000 });
});

test('a document whose address does not say so is found by its bytes', async () => {
  const address = URL.createObjectURL(new Blob([pdfOf(colours)]));
  stage = await setStage(
    `<crowd-form><crowd-image-classifier name="a" categories="['x']" src="${address}"></crowd-image-classifier></crowd-form>`,
  );
  const view = inside<ImageView>(stage.$('crowd-image-classifier'), 'foureyes-image');
  await vi.waitFor(() => inside(view, 'canvas.image'), { timeout: 40_000 });
  URL.revokeObjectURL(address);
});
