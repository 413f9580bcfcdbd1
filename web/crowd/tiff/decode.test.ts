import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Tiff } from './decode.ts';

/** samples are documents of two pages: what is drawn below, and its negative (samples/make.py). */
const bytes = (name: string): ArrayBuffer =>
  new Uint8Array(readFileSync(join(import.meta.dirname, 'samples', `${name}.tif`))).buffer;

/** isInk tells where the samples are drawn on. */
function isInk(x: number, y: number): boolean {
  const frame = x >= 4 && x <= 91 && y >= 4 && y <= 59 && !(x >= 6 && x <= 89 && y >= 6 && y <= 57);
  const square = x >= 16 && x <= 47 && y >= 16 && y <= 47;
  const line = x >= 52 && x < 88 && x % 4 === 0 && y >= 12 && y <= 51;
  return frame || square || line;
}

const black = [0, 0, 0];
const white = [255, 255, 255];
const red = [200, 0, 0];

/** differ counts pixels that are farther than so much from what they should be. */
function differ(tiff: Tiff, page: number, paper: number[], ink: number[], slack: number): number {
  const { width, height, rgba } = tiff.decode(page);
  let wrong = rgba.length === width * height * 4 ? 0 : 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const want = [...(isInk(x, y) ? ink : paper), 255];
      const at = (y * width + x) * 4;
      if (want.some((part, place) => Math.abs((rgba[at + place] ?? -1) - part) > slack)) wrong++;
    }
  }
  return wrong;
}

describe.each([
  ['group3', black],
  ['group4', black],
  ['fax', black],
  ['bilevel-raw', black],
  ['bilevel-packbits', black],
  ['bilevel-lzw', black],
  ['grey-deflate', black],
  ['rgb-lzw', red],
  ['rgb-deflate', red],
])('%s', (name, ink) => {
  test('has every pixel of both pages', () => {
    const tiff = new Tiff(bytes(name));
    expect(tiff.sizes.map(({ width }) => width)).toEqual([96, 96]);
    expect([differ(tiff, 0, white, ink, 0), differ(tiff, 1, ink, white, 0)]).toEqual([0, 0]);
  });

  test('is decoded again, in any order', () => {
    const tiff = new Tiff(bytes(name));
    tiff.decode(1);
    expect([differ(tiff, 0, white, ink, 0), differ(tiff, 0, white, ink, 0)]).toEqual([0, 0]);
  });
});

test('JPEG in TIFF is as near as JPEG is', () => {
  const tiff = new Tiff(bytes('rgb-jpeg'));
  expect(differ(tiff, 0, white, red, 140)).toBeLessThan(96 * 64 * 0.02);
});

test('a fax is shown as high as it was on paper', () => {
  expect(new Tiff(bytes('fax')).sizes[0]).toEqual({ width: 96, height: 133 });
});

test.each([
  ['nothing', new ArrayBuffer(0)],
  ['something else', new TextEncoder().encode('%PDF-1.4 and so on').buffer as ArrayBuffer],
])('%s is no document', (_, buffer) => {
  expect(() => new Tiff(buffer)).toThrow();
});

test('a document that is cut off fails or shows what there is, and comes to an end', () => {
  const whole = bytes('group4');
  for (let length = 8; length < whole.byteLength; length += 13) {
    try {
      new Tiff(whole.slice(0, length)).decode(0);
    } catch (cause) {
      expect(cause).toBeInstanceOf(Error);
    }
  }
});
