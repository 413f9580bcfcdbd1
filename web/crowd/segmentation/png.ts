// Writing label maps as PNG: one byte per pixel and a palette, so that every
// colour is exact; three bytes where there are more than 256 colours. The map is
// compressed in bands that stand on their own.

import type { Pixels } from '../../geometry/label-map.ts';
import type { Size } from '../../geometry/point.ts';
import { type Checksum, checksumOf, compress, joinChecksums, lastBlock } from './deflate.ts';

/** Strip is one band of a picture, compressed. */
export interface Strip {
  bytes: Uint8Array<ArrayBuffer>;
  sum: Checksum;
}

/** Palette gives a label's number its colour (0xrrggbb); what has none is background. */
export type Palette = readonly (number | undefined)[];

/** background is the colour of pixels without a label; it is transparent as well. */
export const background = 0xffffff;

/** filters say how a row differs: from the pixel to its left, or from the row above. */
const filters = { left: 1, above: 2 };

/** needsColours tells whether a palette is too large for one byte per pixel. */
export function needsColours(palette: Palette): boolean {
  return palette.length > 256;
}

/** stripOf compresses the rows of one band; with colours it writes these, else the numbers. */
export function stripOf(pixels: Pixels, width: number, colours?: Palette): Strip {
  const bytes = filtered(colours ? coloured(pixels, colours) : pixels, colours ? 3 : 1, width);
  return { bytes: compress(bytes), sum: checksumOf(bytes) };
}

/** pngOf joins strips, from top to bottom, into a file. */
export function pngOf({ width, height }: Size, strips: readonly Strip[], palette: Palette): Uint8Array {
  const rich = needsColours(palette);
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  head.setUint8(8, 8);
  head.setUint8(9, rich ? 2 : 3);
  return join([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', new Uint8Array(head.buffer)),
    ...(rich ? [] : [chunk('PLTE', Uint8Array.from(channelsOf(palette)))]),
    chunk('tRNS', rich ? Uint8Array.of(0, 255, 0, 255, 0, 255) : opacities(palette)),
    chunk('IDAT', zlib(strips)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function filtered(pixels: Pixels, depth: 1 | 3, width: number): Uint8Array {
  const row = width * depth;
  const rows = pixels.length / row;
  const out = new Uint8Array(pixels.length + rows);
  for (let y = 0; y < rows; y++) {
    const [from, to] = [y * row, y * (row + 1) + 1];
    out[to - 1] = y === 0 ? filters.left : filters.above;
    // The first row of a band does not know the one above.
    const back = y === 0 ? depth : row;
    for (let x = 0; x < row; x++) {
      const before = y === 0 && x < depth ? 0 : (pixels[from + x - back] as number);
      out[to + x] = (pixels[from + x] as number) - before;
    }
  }
  return out;
}

function coloured(pixels: Pixels, colours: Palette): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pixels.length * 3);
  for (let at = 0; at < pixels.length; at++) {
    const colour = colours[pixels[at] as number] ?? background;
    out[3 * at] = colour >> 16;
    out[3 * at + 1] = colour >> 8;
    out[3 * at + 2] = colour;
  }
  return out;
}

function channelsOf(palette: Palette): number[] {
  return entriesOf(palette).flatMap((colour = background) => [
    colour >> 16,
    (colour >> 8) & 255,
    colour & 255,
  ]);
}

function opacities(palette: Palette): Uint8Array {
  return Uint8Array.from(entriesOf(palette), (colour) => (colour === undefined ? 0 : 255));
}

/** entriesOf fills holes, and has an entry for the background at least. */
function entriesOf(palette: Palette): (number | undefined)[] {
  return Array.from({ length: Math.max(palette.length, 1) }, (_, id) => (id === 0 ? undefined : palette[id]));
}

function zlib(strips: readonly Strip[]): Uint8Array {
  const sum = strips.map((strip) => strip.sum).reduce(joinChecksums, { a: 1, b: 0, length: 0 });
  const end = Uint8Array.of(sum.b >> 8, sum.b, sum.a >> 8, sum.a);
  return join([Uint8Array.of(0x78, 0x01), ...strips.map(({ bytes }) => bytes), lastBlock, end]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = join([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data]);
  const out = new Uint8Array(named.length + 8);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(named, 4);
  view.setUint32(named.length + 4, cyclicSum(named));
  return out;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** remainders are those of each byte in the polynomial of CRC-32. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

function cyclicSum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (remainders[(sum ^ byte) & 255] as number) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
