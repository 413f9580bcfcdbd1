// Pages of TIFF documents: which there are, how large, and their pixels.
import UTIF from 'utif2';
import type { Size } from '../../geometry/point.ts';

/** Raster is a decoded page. */
export interface Raster extends Size {
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** mostPixels is the largest page that is decoded; a damaged header can ask for any. */
const mostPixels = 2e8;

type Directory = UTIF.IFD;

/** Tiff is an open document. */
export class Tiff {
  readonly #buffer: ArrayBuffer;
  readonly #pages: Directory[];

  constructor(buffer: ArrayBuffer) {
    this.#buffer = buffer;
    this.#pages = UTIF.decode(buffer).filter(isPage);
    if (this.#pages.length === 0) throw new Error('the document has no page');
  }

  /** sizes are those that pages are shown in: faxes have pixels that are higher than wide. */
  get sizes(): Size[] {
    return this.#pages.map(shownSize);
  }

  /** decode gives a page, counted from 0, in its stored pixels. */
  decode(page: number): Raster {
    const directory = this.#pages[page];
    if (!directory) throw new Error(`there is no page ${page + 1}`);
    const { width, height } = storedSize(directory);
    if (width * height > mostPixels) throw new Error('the page is too large');
    // The decoder writes the pixels into what it is given, where they would stay.
    const copy = { ...directory };
    UTIF.decodeImage(this.#buffer, copy);
    return { width, height, rgba: new Uint8ClampedArray(UTIF.toRGBA8(copy)) };
  }
}

const number = (directory: Directory, tag: string): number =>
  Number((directory[tag] as number[] | undefined)?.[0]);

function storedSize(directory: Directory): Size {
  return { width: number(directory, 't256'), height: number(directory, 't257') };
}

/** isPage tells whether a directory is a page: not a small copy of one, nor a mask for one. */
function isPage(directory: Directory): boolean {
  const { width, height } = storedSize(directory);
  const kind = number(directory, 't254') || 0;
  return width > 0 && height > 0 && (kind & 0b101) === 0;
}

/** ratio reads a fraction. */
function ratio(directory: Directory, tag: string): number {
  const [top, bottom] = (directory[tag] as unknown as [number, number][] | undefined)?.[0] ?? [];
  return Number(top) / Number(bottom);
}

function shownSize(directory: Directory): Size {
  const { width, height } = storedSize(directory);
  // Dots per inch across and down.
  const slant = ratio(directory, 't282') / ratio(directory, 't283');
  const plausible = slant > 1.1 && slant < 4;
  return { width, height: plausible ? Math.round(height * slant) : height };
}
