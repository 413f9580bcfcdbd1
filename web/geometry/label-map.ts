// Which label each pixel of an image has: one number per pixel, 0 for none.
import type { Box } from './box.ts';
import type { Point, Size } from './point.ts';
import type { Span } from './raster.ts';

/** Pixels are the numbers, row by row; they take two bytes each as soon as one is greater than 255. */
export type Pixels = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** tileSide is the width and height of a tile, the unit of undo, in pixels; bands are rows of tiles. */
export const tileSide = 64;

/** Patch is what some tiles held: their pixels, or one number for all of a tile. */
export type Patch = ReadonlyMap<number, Pixels | number>;

/** LabelMap is one image's labels, with what undo and views need to know of changes. */
export class LabelMap {
  readonly size: Size;
  /** columns and bands are how many tiles lie beside and below each other. */
  readonly columns: number;
  readonly bands: number;
  #pixels: Pixels;
  #counts: number[] = [];
  #versions: number[];
  #recording: Map<number, Pixels | number> | undefined;
  #changed: { left: number; top: number; right: number; bottom: number } | undefined;

  constructor(size: Size, pixels: Pixels = new Uint8Array(size.width * size.height)) {
    this.size = size;
    this.columns = Math.ceil(size.width / tileSide);
    this.bands = Math.ceil(size.height / tileSide);
    this.#versions = new Array(this.bands).fill(0);
    this.#pixels = pixels;
    this.load(pixels);
  }

  get pixels(): Pixels {
    return this.#pixels;
  }

  /** used are the numbers that some pixel has, in order, 0 left out. */
  get used(): number[] {
    return this.#counts.flatMap((count, id) => (id > 0 && count > 0 ? [id] : []));
  }

  /** count is how many pixels have a number. */
  count(id: number): number {
    return this.#counts[id] ?? 0;
  }

  /** at is the number at a place, undefined outside. */
  at({ x, y }: Point): number | undefined {
    const { width, height } = this.size;
    const [column, row] = [Math.floor(x), Math.floor(y)];
    return column >= 0 && column < width && row >= 0 && row < height
      ? this.#pixels[row * width + column]
      : undefined;
  }

  /** revision changes whenever any pixel does. */
  get revision(): number {
    return this.#versions.reduce((sum, version) => sum + version, 0);
  }

  /** version changes whenever a pixel of a band does. */
  version(band: number): number {
    return this.#versions[band] ?? 0;
  }

  /** rowsOf gives the first row of a band, and the one after its last. */
  rowsOf(band: number): [number, number] {
    return [band * tileSide, Math.min((band + 1) * tileSide, this.size.height)];
  }

  /** load takes other pixels, as many as the image has. */
  load(pixels: Pixels): void {
    this.#pixels = pixels;
    this.#counts = countsOf(pixels);
    this.#versions = this.#versions.map((version) => version + 1);
    this.#mark(0, 0, this.size.width, this.size.height);
  }

  /** painter gives what paints spans with a number; with keep it leaves pixels that have one already. */
  painter(id: number, keep = false): Span {
    this.#widen(id);
    this.#counts[id] ??= 0;
    return (y, from, to) => {
      this.#record(y, from, to);
      if (this.#paint(y * this.size.width, from, to, id, keep) > 0) {
        this.#versions[y >> 6] = this.version(y >> 6) + 1;
        this.#mark(from, y, to, y + 1);
      }
    };
  }

  /** replace gives all pixels of one number another. */
  replace(id: number, by: number): void {
    const paint = this.painter(by);
    const { width } = this.size;
    for (let at = this.#pixels.indexOf(id); at >= 0; ) {
      const row = at - (at % width);
      let to = at;
      while (to < row + width && this.#pixels[to] === id) to++;
      paint(row / width, at - row, to - row);
      at = this.#pixels.indexOf(id, to);
    }
  }

  /** takeChanged gives the box around all that has changed since it was last asked, undefined when nothing has. */
  takeChanged(): Box | undefined {
    const box = this.#changed;
    this.#changed = undefined;
    return box && { left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top };
  }

  /** record keeps from now on what tiles held before they are painted on. */
  record(): void {
    this.#recording = new Map();
  }

  /** recorded ends that, and gives the tiles that have changed, as they were. */
  recorded(): Patch {
    const patch = this.#recording ?? new Map<number, Pixels | number>();
    this.#recording = undefined;
    for (const [tile, held] of patch) {
      if (isSame(held, this.#read(tile))) patch.delete(tile);
      else patch.set(tile, pack(held));
    }
    return patch;
  }

  /** swap puts tiles back, and gives what they held. */
  swap(patch: Patch): Patch {
    const before = new Map<number, Pixels | number>();
    for (const [tile, held] of patch) {
      before.set(tile, pack(this.#read(tile)));
      this.#write(tile, held);
    }
    return before;
  }

  #paint(row: number, from: number, to: number, id: number, keep: boolean): number {
    const [pixels, counts] = [this.#pixels, this.#counts];
    let painted = 0;
    for (let at = row + from; at < row + to; at++) {
      const old = pixels[at] as number;
      if (old === id || (keep && old !== 0)) continue;
      counts[old] = (counts[old] as number) - 1;
      pixels[at] = id;
      painted++;
    }
    counts[id] = this.count(id) + painted;
    return painted;
  }

  #record(y: number, from: number, to: number): void {
    const recording = this.#recording;
    if (!recording) return;
    const row = (y >> 6) * this.columns;
    for (let tile = row + (from >> 6); tile <= row + ((to - 1) >> 6); tile++)
      if (!recording.has(tile)) recording.set(tile, this.#read(tile));
  }

  #read(tile: number): Pixels {
    const { left, top, width, height } = this.#boxOf(tile);
    const held =
      this.#pixels instanceof Uint8Array ? new Uint8Array(width * height) : new Uint16Array(width * height);
    for (let row = 0; row < height; row++) {
      const at = (top + row) * this.size.width + left;
      held.set(this.#pixels.subarray(at, at + width), row * width);
    }
    return held;
  }

  #write(tile: number, held: Pixels | number): void {
    const box = this.#boxOf(tile);
    for (let row = 0; row < box.height; row++) {
      const at = (box.top + row) * this.size.width + box.left;
      const line = this.#pixels.subarray(at, at + box.width);
      this.#tally(line, -1);
      if (typeof held === 'number') line.fill(held);
      else line.set(held.subarray(row * box.width, (row + 1) * box.width));
      this.#tally(line, 1);
    }
    const band = Math.floor(tile / this.columns);
    this.#versions[band] = this.version(band) + 1;
    this.#mark(box.left, box.top, box.left + box.width, box.top + box.height);
  }

  #tally(line: Pixels, by: 1 | -1): void {
    const counts = this.#counts;
    for (let at = 0; at < line.length; at++) {
      const id = line[at] as number;
      counts[id] = (counts[id] ?? 0) + by;
    }
  }

  #boxOf(tile: number): Box {
    const [left, top] = [(tile % this.columns) * tileSide, Math.floor(tile / this.columns) * tileSide];
    return {
      left,
      top,
      width: Math.min(tileSide, this.size.width - left),
      height: Math.min(tileSide, this.size.height - top),
    };
  }

  #mark(left: number, top: number, right: number, bottom: number): void {
    const box = this.#changed;
    if (!box) {
      this.#changed = { left, top, right, bottom };
      return;
    }
    if (left < box.left) box.left = left;
    if (top < box.top) box.top = top;
    if (right > box.right) box.right = right;
    if (bottom > box.bottom) box.bottom = bottom;
  }

  #widen(id: number): void {
    if (id > 255 && this.#pixels instanceof Uint8Array) this.#pixels = Uint16Array.from(this.#pixels);
  }
}

/** sizeOf is about how many bytes a patch keeps. */
export function sizeOf(patch: Patch): number {
  let bytes = 0;
  for (const held of patch.values()) bytes += typeof held === 'number' ? 32 : held.byteLength + 128;
  return bytes;
}

function isSame(held: Pixels | number, now: Pixels): boolean {
  if (typeof held === 'number') return false;
  for (let at = 0; at < now.length; at++) if (held[at] !== now[at]) return false;
  return true;
}

/** pack keeps one number for a tile that has no other. */
function pack(held: Pixels | number): Pixels | number {
  if (typeof held === 'number') return held;
  const first = held[0] ?? 0;
  for (let at = 1; at < held.length; at++) if (held[at] !== first) return held;
  return first;
}

function countsOf(pixels: Pixels): number[] {
  // A typed array counts much faster, and a map has few numbers.
  const counts = new Uint32Array(pixels instanceof Uint8Array ? 256 : 65536);
  for (let at = 0; at < pixels.length; at++) {
    const id = pixels[at] as number;
    counts[id] = (counts[id] as number) + 1;
  }
  return [...counts.subarray(0, counts.findLastIndex((count) => count > 0) + 1)];
}
