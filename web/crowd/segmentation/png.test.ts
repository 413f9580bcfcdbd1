import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { LabelMap } from '../../geometry/label-map.ts';
import { forAll } from '../../geometry/random.ts';
import { stroke } from '../../geometry/raster.ts';
import { Encoder } from './encoder.ts';
import { type Palette, pngOf, stripOf } from './png.ts';
import { Workshop } from './workshop.ts';

/** Chunks are a file's parts by name. */
function chunksOf(file: Uint8Array): Record<string, Buffer> {
  const bytes = Buffer.from(file);
  const chunks: Record<string, Buffer> = {};
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    chunks[bytes.toString('latin1', at + 4, at + 8)] = bytes.subarray(
      at + 8,
      at + 8 + bytes.readUInt32BE(at),
    );
  return chunks;
}

/** samplesOf undoes the filters: a row is like the one to its left (1) or above it (2). */
function samplesOf(file: Uint8Array, depth: number): number[] {
  const { IHDR, IDAT } = chunksOf(file);
  const row = (IHDR?.readUInt32BE(0) ?? 0) * depth;
  const data = inflateSync(IDAT ?? Buffer.of());
  const out: number[] = [];
  for (let at = 0; at < data.length; at += row + 1) {
    for (let x = 0; x < row; x++) {
      const left = x < depth ? 0 : (out.at(-depth) ?? 0);
      const before = data[at] === 1 ? left : (out.at(-row) ?? 0);
      out.push(((data[at + 1 + x] ?? 0) + before) & 255);
    }
  }
  return out;
}

const alone = () =>
  new Workshop(() => {
    throw new Error('no workers here');
  });
const palette: Palette = [undefined, 0x2ca02c, 0x1f77b4, 0xff7f0e];

describe('a label map as a file', () => {
  test('has its numbers as they are, also after bands have changed', () => {
    forAll((random) => {
      const map = new LabelMap({ width: 90, height: 200 });
      const encoder = new Encoder(alone());
      for (let dab = 0; dab < 4; dab++) {
        const at = { x: random.whole(0, 90), y: random.whole(0, 200) };
        stroke(at, at, random.whole(1, 30), map.size, map.painter(random.whole(0, 3)));
        expect(samplesOf(encoder.encode(map, palette), 1).join()).toBe(map.pixels.join());
      }
    }, 20);
  });

  test('has a palette whose background is white and transparent', () => {
    const file = pngOf(
      { width: 2, height: 1 },
      [stripOf(Uint8Array.of(1, 3), 2)],
      [0xff, 0x2ca02c, undefined, 0x1020304 & 0xffffff],
    );
    const { PLTE, tRNS, IHDR } = chunksOf(file);
    expect([...(IHDR ?? [])]).toEqual([0, 0, 0, 2, 0, 0, 0, 1, 8, 3, 0, 0, 0]);
    expect([...(PLTE ?? [])]).toEqual([255, 255, 255, 0x2c, 0xa0, 0x2c, 255, 255, 255, 2, 3, 4]);
    expect([...(tRNS ?? [])]).toEqual([0, 255, 0, 255]);
  });

  test('has colours instead, where there are more than 256', () => {
    const colours = Array.from({ length: 400 }, (_, id) => (id === 0 || id === 7 ? undefined : id * 0x10301));
    const pixels = Uint16Array.of(0, 399, 7, 255, 256, 1);
    const file = pngOf({ width: 3, height: 2 }, [stripOf(pixels, 3, colours)], colours);
    const want = [...pixels].flatMap((id) => {
      const colour = colours[id] ?? 0xffffff;
      return [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
    });
    expect(samplesOf(file, 3)).toEqual(want);
    expect(chunksOf(file)['PLTE']).toBeUndefined();
  });
});

describe('an encoder', () => {
  const painted = () => {
    const map = new LabelMap({ width: 64, height: 192 });
    map.painter(1)(10, 0, 64);
    return map;
  };

  test('compresses a band again only when it has changed', () => {
    const [map, encoder] = [painted(), new Encoder(alone())];
    const before = encoder.strips(map, palette);
    map.painter(2)(100, 3, 9);
    const after = encoder.strips(map, palette);
    expect(after.map((strip, band) => strip === before[band])).toEqual([true, false, true]);
  });

  test('forgets another map, whose bands have the same versions', () => {
    const [map, encoder] = [painted(), new Encoder(alone())];
    encoder.encode(map, palette);
    const other = new LabelMap(map.size);
    other.painter(3)(10, 0, 64);
    expect(samplesOf(encoder.encode(other, palette), 1).join()).toBe(other.pixels.join());
  });

  test('has nothing to wait for once it is settled, until something is painted', async () => {
    const [map, encoder] = [painted(), new Encoder(alone())];
    await encoder.settle(map, palette);
    expect(encoder.settle(map, palette)).toBeUndefined();
    map.painter(2)(100, 3, 9);
    expect(encoder.settle(map, palette)).toBeInstanceOf(Promise);
  });
});

describe('a workshop', () => {
  /** Mute is a worker that never answers. */
  class Mute extends EventTarget {
    onmessage: unknown = null;
    onerror: (() => void) | null = null;
    postMessage(): void {}
    terminate(): void {}
  }

  test('whose worker fails does the work itself', async () => {
    const mute = new Mute();
    const workshop = new Workshop(() => mute as unknown as Worker);
    const [map, encoder] = [new LabelMap({ width: 3, height: 3 }), new Encoder(workshop)];
    const settled = encoder.settle(map, palette);
    mute.onerror?.();
    await settled;
    expect(encoder.settle(map, palette)).toBeUndefined();
  });

  test('that is closed gives up a band, which is asked for again', async () => {
    const workers: Mute[] = [];
    const workshop = new Workshop(() => {
      workers.push(new Mute());
      return workers.at(-1) as unknown as Worker;
    });
    const strip = workshop.strip({ pixels: new Uint8Array(9), width: 3, colours: undefined });
    workshop.close();
    await expect(strip).rejects.toThrow('the worker has ended');
    void workshop.strip({ pixels: new Uint8Array(9), width: 3, colours: undefined });
    expect(workers).toHaveLength(2);
  });
});
