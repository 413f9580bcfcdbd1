// Reading label maps from pictures: each colour becomes a label's number.
import type { Pixels } from '../../geometry/label-map.ts';
import type { Size } from '../../geometry/point.ts';
import { background } from './png.ts';

/** Reading is a picture as numbers. */
export interface Reading {
  size: Size;
  pixels: Pixels;
  /** strays is how many pixels had a colour that nobody named; they got the number of the nearest one. */
  strays: number;
}

/** Known gives colours (0xrrggbb) their numbers. */
export type Known = ReadonlyMap<number, number>;

/** bandRows is how many rows are looked at in one go, so that large pictures do not lie in memory twice. */
const bandRows = 256;

/** readPng reads a picture without any change of its colours; transparent pixels and white have no label. */
export async function readPng(picture: Blob, known: Known): Promise<Reading> {
  const bitmap = await createImageBitmap(picture, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
    imageOrientation: 'from-image',
  });
  try {
    return readBitmap(bitmap, new Numbers(known));
  } finally {
    bitmap.close();
  }
}

function readBitmap(bitmap: ImageBitmap, numbers: Numbers): Reading {
  const { width, height } = bitmap;
  const pixels: Pixels = numbers.wide ? new Uint16Array(width * height) : new Uint8Array(width * height);
  const canvas = new OffscreenCanvas(width, Math.min(bandRows, height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser gives no canvas to read the picture with');
  for (let top = 0; top < height; top += bandRows) {
    const rows = Math.min(bandRows, height - top);
    context.clearRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, -top);
    numbers.number(context.getImageData(0, 0, width, rows).data, pixels.subarray(top * width));
  }
  return { size: { width, height }, pixels, strays: numbers.strays };
}

/** Numbers turns colours into numbers. */
export class Numbers {
  readonly #known: Known;
  readonly #nearest = new Map<number, number>();
  /** wide is true when some number needs two bytes. */
  readonly wide: boolean;
  strays = 0;

  constructor(known: Known) {
    this.#known = new Map([[background, 0], ...known]);
    this.wide = Math.max(0, ...known.values()) > 255;
  }

  /** number writes the numbers of pixels that are given as red, green, blue and opacity. */
  number(channels: Uint8ClampedArray, into: Pixels): void {
    let [last, id, stray] = [-1, 0, false];
    for (let at = 0, to = 0; at < channels.length; at += 4, to++) {
      const [r, g, b] = [channels[at] as number, channels[at + 1] as number, channels[at + 2] as number];
      const colour = (channels[at + 3] as number) < 128 ? background : r * 65536 + g * 256 + b;
      if (colour !== last) {
        last = colour;
        stray = !this.#known.has(colour);
        id = this.#idOf(colour);
      }
      into[to] = id;
      if (stray) this.strays++;
    }
  }

  #idOf(colour: number): number {
    const id = this.#known.get(colour) ?? this.#nearest.get(colour);
    if (id !== undefined) return id;
    const near = [...this.#known].reduce((best, next) =>
      apart(next[0], colour) < apart(best[0], colour) ? next : best,
    )[1];
    this.#nearest.set(colour, near);
    return near;
  }
}

/** apart is how different two colours are. */
function apart(one: number, other: number): number {
  const difference = (shift: number) => ((one >> shift) & 255) - ((other >> shift) & 255);
  return difference(16) ** 2 + difference(8) ** 2 + difference(0) ** 2;
}
