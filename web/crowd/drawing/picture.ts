// The image that a tool works on, with its own pixels: no turning by the
// camera's notes, so that coordinates are those of the stored image.
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Size } from '../../geometry/point.ts';

/** Picture loads one image at a time. */
export class Picture {
  readonly #host: ReactiveControllerHost;
  readonly #loaded: (size: Size) => void;
  #src = '';
  /** readable asks for the pixels; servers that do not allow it are asked without. */
  #readable = true;
  size: Size | undefined;
  failed = false;

  /** loaded is called when an image's size has become known. */
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
  }

  /** draw puts the image at its own size; style moves and colours it. */
  draw(style: string): TemplateResult | typeof nothing {
    if (this.#src === '') return nothing;
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

  readonly #onLoad = (event: Event): void => {
    const { width, height } = sizeOf(event.target as HTMLImageElement);
    if (width > 0 && height > 0) {
      this.size = { width, height };
      this.#loaded(this.size);
    } else this.failed = true;
    this.#host.requestUpdate();
  };

  readonly #onError = (): void => {
    if (this.#readable) this.#readable = false;
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
