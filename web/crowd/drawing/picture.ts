// The image or document that a tool works on, with its own pixels: no turning by
// the camera's notes, so that coordinates are those of the stored image.
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Size } from '../../geometry/point.ts';
import { kindOfContent, kindOfName } from '../sheets/kind.ts';
import { drawPageBar } from '../sheets/page-bar.ts';
import { type Sheet, Sheets } from '../sheets/sheets.ts';

/** Picture loads one image at a time, or a page of a document. */
export class Picture {
  readonly #host: ReactiveControllerHost;
  readonly #loaded: (size: Size) => void;
  #src = '';
  /** readable asks for the pixels; servers that do not allow it are asked without. */
  #readable = true;
  #sheet: Sheet | undefined;
  /** sheets is the document, where the address is that of one. */
  readonly sheets = new Sheets(() => this.#turned());
  size: Size | undefined;
  failed = false;

  /** loaded is called when an image's size has become known, and when another page shows. */
  constructor(host: ReactiveControllerHost, loaded: (size: Size) => void) {
    this.#host = host;
    this.#loaded = loaded;
  }

  /** src is the image's address. */
  get src(): string {
    return this.#src;
  }
  set src(src: string) {
    if (src === this.#src) return;
    this.#src = src;
    this.#readable = true;
    this.size = undefined;
    this.failed = false;
    this.#sheet = undefined;
    this.sheets.close();
    const kind = kindOfName(src);
    if (kind) void this.sheets.load(src, kind);
  }

  /** page is the page that shows, 1 for an image. */
  get page(): number {
    return this.#sheet?.page ?? 1;
  }

  /** count is how many pages there are. */
  get count(): number {
    return this.sheets.count;
  }

  /** show shows another page; until it has been drawn, the one before stays. */
  show(page: number): void {
    if (this.sheets.open) void this.sheets.show(page);
  }

  /** pageBar draws what leads from page to page, nothing for an image. */
  pageBar(): TemplateResult | typeof nothing {
    return drawPageBar(this.sheets.wanted, this.count, (page) => this.show(page));
  }

  /** draw puts the image at its own size; style moves and colours it. */
  draw(style: string): unknown {
    if (this.#src === '') return nothing;
    if (this.sheets.open) return this.#drawSheet(style);
    // Another element for another attempt: a browser may keep what has failed.
    return this.#readable
      ? html`<img
          class="picture"
          crossorigin="anonymous"
          alt=""
          draggable="false"
          style=${style}
          src=${this.#src}
          @load=${this.#onLoad}
          @error=${this.#onError}
        />`
      : html`<img
          class="picture"
          alt=""
          draggable="false"
          style=${style}
          src=${this.#src}
          @load=${this.#onLoad}
          @error=${this.#onError}
        />`;
  }

  #drawSheet(style: string): unknown {
    if (!this.#sheet) return nothing;
    const { canvas, size } = this.#sheet;
    canvas.className = 'picture';
    canvas.style.cssText = `width: ${size.width}px; height: ${size.height}px; ${style}`;
    return canvas;
  }

  #turned(): void {
    this.failed = this.sheets.failed;
    const { shown } = this.sheets;
    if (shown && shown !== this.#sheet) {
      this.#sheet = shown;
      this.size = shown.size;
      this.#loaded(shown.size);
    }
    this.#host.requestUpdate();
  }

  readonly #onLoad = (event: Event): void => {
    const { width, height } = sizeOf(event.target as HTMLImageElement);
    if (width > 0 && height > 0) {
      this.size = { width, height };
      this.#loaded(this.size);
    } else this.failed = true;
    this.#host.requestUpdate();
  };

  // A document may have an address that does not say so.
  readonly #onError = async (): Promise<void> => {
    const src = this.#src;
    const kind = this.#readable ? await kindOfContent(src) : undefined;
    if (src !== this.#src) return;
    if (kind) void this.sheets.load(src, kind);
    else if (this.#readable) this.#readable = false;
    else this.failed = true;
    this.#host.requestUpdate();
  };
}

/**
 * sizeOf is an image's size as it is laid out, which follows image-orientation;
 * natural sizes are turned all the same. A hidden image has no other.
 */
function sizeOf(image: HTMLImageElement): Size {
  if (image.offsetWidth > 0) return { width: image.offsetWidth, height: image.offsetHeight };
  return { width: image.naturalWidth, height: image.naturalHeight };
}
