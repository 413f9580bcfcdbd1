// The proof of the segmentation tools. What else hands can do with them is told
// in ../segmentation.spec.ts.
import { inflateSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { photo, size } from './drawing.ts';
import type { Hand } from './hand.ts';
import type { Row } from './row.ts';

const green = '#2ca02c';
/** painted is all of the image in one colour. */
const painted = { ...size, painted: { [green]: size.width * size.height } };

interface Answer {
  r: { labeledImage: { pngImageData: string } };
}

/** decoded puts what is painted into the place of an answer's PNG, whose bytes may differ. */
function decoded(answer: unknown): unknown {
  const { r } = answer as Answer;
  return { r: { ...r, labeledImage: pixelsOf(Buffer.from(r.labeledImage.pngImageData, 'base64')) } };
}

/** pixelsOf counts the pixels of each colour in a PNG with a palette, whose entry 0 is background. */
function pixelsOf(png: Buffer): typeof painted {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + length);
    chunks.set(name, Buffer.concat([chunks.get(name) ?? Buffer.alloc(0), content]));
    at += 12 + length;
  }
  const part = (name: string) => chunks.get(name) ?? Buffer.alloc(0);
  const [width, height] = [part('IHDR').readUInt32BE(0), part('IHDR').readUInt32BE(4)];
  expect([...part('IHDR').subarray(8, 10)]).toEqual([8, 3]);
  const counts: Record<string, number> = {};
  for (const number of unfiltered(inflateSync(part('IDAT')), width, height)) {
    if (number === 0) continue;
    const colour = `#${part('PLTE').toString('hex', 3 * number, 3 * number + 3)}`;
    counts[colour] = (counts[colour] ?? 0) + 1;
  }
  return { width, height, painted: counts as typeof painted.painted };
}

/** unfiltered gives a picture's bytes, of rows that differ from what is left of them or above. */
function unfiltered(rows: Buffer, width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (width + 1)];
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const before = filter === 1 ? (x > 0 ? pixels[at - 1] : 0) : filter === 2 ? pixels[at - width] : 0;
      pixels[at] = (rows[y * (width + 1) + 1 + x] ?? 0) + (before ?? 0);
    }
  }
  return pixels;
}

const ready = async (hand: Hand) => {
  await expect(hand.find('.drawing')).toBeVisible();
  await expect(hand.find('.stage[aria-busy]')).toHaveCount(0);
};

const row = (tag: string, parts: object): Row => ({
  tags: [tag],
  template: `<${tag} name="r" src="${photo}" labels="['cup', 'plate']" header="Paint every cup and every plate"></${tag}>`,
  mouse: async (hand) => {
    await ready(hand);
    await hand.find('.label-button').first().click();
    await hand.button('Fill an area').click();
    await hand.click([200, 175]);
  },
  keys: async (hand) => {
    await ready(hand);
    await hand.press('1', 'g');
    await hand.tabTo('.stage');
    await hand.press('Enter', 'Enter');
  },
  answer: { r: { inputImageProperties: size, labeledImage: painted, ...parts } },
  read: decoded,
  wrong: { text: 'Paint at least one label, or tick “Nothing to label”.' },
  sides: ['.work', '.labels'],
});

export const segmentation: readonly Row[] = [
  row('crowd-semantic-segmentation', { labelMappings: { cup: { color: green } } }),
  row('crowd-instance-segmentation', { instances: [{ color: green, label: 'cup' }] }),
];
