// A document of several pages, of which one shows. Pages are drawn when they are
// asked for, and few of them are kept.
import type { Size } from '../../geometry/point.ts';
import { chunks } from '../chunks/source.ts';
import type { Kind } from './kind.ts';
import type { Pages } from './pages.ts';

/** mostPixels is how many pixels a page is drawn with at most: A4 at 300 dots per inch has 8.7 million. */
const mostPixels = 9e6;
/** kept is how many drawn pages are kept: what shows, and its neighbours. */
const kept = 3;

/** Sheet is a drawn page. */
export interface Sheet {
  readonly page: number;
  readonly size: Size;
  readonly canvas: HTMLCanvasElement;
}

/** Sheets opens one document at a time. */
export class Sheets {
  readonly #changed: () => void;
  #pages: Pages | undefined;
  #drawn: Sheet[] = [];
  #stop = new AbortController();
  #wanted = 1;
  #attempts = 0;
  /** shown is the page that shows, undefined while none does. */
  shown: Sheet | undefined;
  /** open is true when there is a document, or one on its way. */
  open = false;
  failed = false;

  /** changed is called when anything here has become another. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** count is how many pages there are, as far as is known. */
  get count(): number {
    return this.#pages?.count ?? 1;
  }

  /** wanted is the page that shows, or is about to. */
  get wanted(): number {
    return this.#wanted;
  }

  /** load opens the document at an address and shows its first page. */
  async load(src: string, kind: Kind): Promise<void> {
    this.close();
    this.open = true;
    const { signal } = this.#stop;
    try {
      const chunk = await chunks[kind]?.(this.#attempts++);
      const pages = await chunk?.open?.(src);
      if (signal.aborted) pages?.close();
      if (signal.aborted || !pages) return;
      this.#attempts = 0;
      this.#pages = pages;
      await this.show(this.#wanted);
    } catch (cause) {
      if (!signal.aborted) this.#fail(cause);
    }
  }

  /** show draws a page; until then the last one stays. */
  async show(page: number): Promise<void> {
    this.#wanted = Math.min(Math.max(page, 1), this.count);
    this.#changed();
    const { signal } = this.#stop;
    try {
      const sheet = await this.#sheet(this.#wanted, signal);
      // Somebody may have gone on to another page meanwhile.
      if (signal.aborted || sheet?.page !== this.#wanted) return;
      this.shown = sheet;
      this.failed = false;
      this.#changed();
      if (sheet.page < this.count) await this.#sheet(sheet.page + 1, signal);
    } catch (cause) {
      if (!signal.aborted) this.#fail(cause);
    }
  }

  /** thumbnail draws a page small. */
  async thumbnail(page: number, most: number, signal: AbortSignal): Promise<HTMLCanvasElement | undefined> {
    return this.#pages?.draw(page, most, AbortSignal.any([signal, this.#stop.signal]));
  }

  /** close forgets the document. */
  close(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#pages?.close();
    this.#pages = undefined;
    this.#drawn = [];
    this.#wanted = 1;
    this.shown = undefined;
    this.open = false;
    this.failed = false;
  }

  async #sheet(page: number, signal: AbortSignal): Promise<Sheet | undefined> {
    const known = this.#drawn.find((sheet) => sheet.page === page);
    if (known || !this.#pages) return known;
    const size = await this.#pages.size(page);
    const canvas = await this.#pages.draw(page, mostPixels, signal);
    const sheet = { page, size, canvas };
    if (!signal.aborted) this.#drawn = nearest([...this.#drawn, sheet], this.#wanted);
    return sheet;
  }

  #fail(cause: unknown): void {
    console.error(cause);
    this.failed = true;
    this.#changed();
  }
}

/** nearest keeps the sheets whose pages are nearest to one. */
function nearest(sheets: Sheet[], page: number): Sheet[] {
  const far = (sheet: Sheet) => Math.abs(sheet.page - page);
  return sheets.sort((a, b) => far(a) - far(b)).slice(0, kept);
}
