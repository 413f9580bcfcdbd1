// What tests of segmentation tools share: pictures made of and read as numbers.
import { expect, vi } from 'vitest';
import type { Json } from '../json.ts';
import type { SegmentationTool } from '../segmentation/segmentation-tool.ts';
import { type Board, setBoard } from './drawing.ts';
import { drawn, inside } from './stage.ts';

/** setMask puts a segmentation tool in a form, and waits for its image and the labels on it. */
export async function setMask<T extends SegmentationTool>(
  tag: string,
  attributes: string,
): Promise<Board<T>> {
  const board = await setBoard<T>(tag, attributes);
  await eventually(() => expect(inside(board.tool, '.stage').getAttribute('aria-busy')).toBeNull());
  await drawn(board.stage.root);
  return board;
}

/** eventually waits for what workers do, which start slowly while much else runs. */
export function eventually(expectation: () => void): Promise<void> {
  return vi.waitFor(expectation, { timeout: 12_000 });
}

/** Decoded is a picture as a browser reads it. */
export interface Decoded {
  width: number;
  height: number;
  /** at gives a pixel as #rrggbb, or "none" where it is transparent. */
  at: (x: number, y: number) => string;
  /** count is how many pixels have a colour, by colour. */
  count: Record<string, number>;
}

/** decode reads the picture of an answer. */
export async function decode(value: unknown): Promise<Decoded> {
  const { labeledImage } = value as { labeledImage: { pngImageData: string } };
  const blob = await (await fetch(`data:image/png;base64,${labeledImage.pngImageData}`)).blob();
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  const nameOf = (place: number) =>
    data[place * 4 + 3] === 0
      ? 'none'
      : `#${[0, 1, 2].map((channel) => (data[place * 4 + channel] ?? 0).toString(16).padStart(2, '0')).join('')}`;
  const count: Record<string, number> = {};
  for (let place = 0; place < width * height; place++) {
    const name = nameOf(place);
    count[name] = (count[name] ?? 0) + 1;
  }
  return { width, height, at: (x, y) => nameOf(y * width + x), count };
}

/** paintedPng is the address of a picture of 640 by 480 pixels with rectangles: colour, left, top, width, height. */
export async function paintedPng(...boxes: [string, number, number, number, number][]): Promise<string> {
  return paintedPngOf(640, 480, ...boxes);
}

/** paintedPngOf is such a picture of any size. */
export async function paintedPngOf(
  width: number,
  height: number,
  ...boxes: [string, number, number, number, number][]
): Promise<string> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  for (const [colour, ...box] of boxes) {
    if (context) context.fillStyle = colour;
    context?.fillRect(...box);
  }
  return canvas.toDataURL();
}

/** without gives a value without its picture, to be compared. */
export function without(value: { [key: string]: Json }): { [key: string]: Json } {
  const { labeledImage: _, ...rest } = value;
  return rest;
}
