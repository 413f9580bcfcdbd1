import { afterEach, expect, test, vi } from 'vitest';
import { type Board, setBoard } from '../testing/drawing.ts';
import { inside } from '../testing/stage.ts';

let board: Board;
afterEach(() => board.stage.clear());

/** turned is a JPEG of 40 by 20 pixels whose camera says that it lies on its side. */
async function turned(): Promise<string> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 20 });
  const context = canvas.getContext('2d');
  context?.fillRect(0, 0, 40, 20);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
  const jpeg = new Uint8Array(await (blob as Blob).arrayBuffer());
  // An EXIF block with one entry: orientation (0x112) is 6, a quarter turn.
  const exif = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const block = [0x45, 0x78, 0x69, 0x66, 0, 0, ...exif];
  const segment = [0xff, 0xe1, 0, block.length + 2, ...block];
  const parts = [jpeg.slice(0, 2), new Uint8Array(segment), jpeg.slice(2)];
  return URL.createObjectURL(new Blob(parts, { type: 'image/jpeg' }));
}

test('a photo that the camera wants turned keeps its stored pixels', async () => {
  const url = await turned();
  const plain = new Image();
  plain.src = url;
  await plain.decode();
  expect([plain.naturalWidth, plain.naturalHeight]).toEqual([20, 40]);
  board = await setBoard('crowd-bounding-box', `labels="['a']"`);
  board.tool.setAttribute('src', url);
  await vi.waitFor(() => expect(board.tool.value['inputImageProperties']).toEqual({ height: 20, width: 40 }));
  URL.revokeObjectURL(url);
});

test('brightness and contrast change the picture, not the answer', async () => {
  board = await setBoard('crowd-bounding-box', `labels="['a']"`);
  const slider = inside<HTMLInputElement>(board.tool, '.sliders input');
  const heard = vi.fn();
  board.tool.addEventListener('input', heard);
  slider.value = '180';
  slider.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await board.tool.updateComplete;
  expect(inside<HTMLElement>(board.tool, '.picture').style.filter).toBe('brightness(180%) contrast(100%)');
  expect(heard).not.toHaveBeenCalled();
});
