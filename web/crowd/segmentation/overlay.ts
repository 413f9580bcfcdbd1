// The labels over the image, on a canvas of the stage's own size: what a pixel of
// the screen shows is looked up in the mask, so that a large image costs no more
// than a small one, and a stroke costs what it covers.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Box } from '../../geometry/box.ts';
import type { Point } from '../../geometry/point.ts';
import { brushCentre } from '../../geometry/raster.ts';
import { toFrame, type View } from '../../geometry/view.ts';
import type { Studio } from './studio.ts';

/** most is how many pixels a canvas has at most in screens with fine pixels. */
const most = 4_000_000;

type Host = ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };

/** Overlay paints the canvas ".upper-canvas" and moves the ring ".brush" of its host. */
export class Overlay implements ReactiveController {
  readonly #host: Host;
  readonly #studio: Studio;
  #canvas: HTMLCanvasElement | null = null;
  #image: ImageData | undefined;
  #dots = new Uint32Array();
  /** colours are as the canvas wants them, by number: opaque, or nothing at all. */
  #colours = new Uint32Array();
  /** shown is what the whole canvas was last painted for. */
  #shown = '';
  #ratio = 1;
  /** at is where the pointer is, in pixels of the image. */
  #at: Point | undefined;

  constructor(host: Host, studio: Studio) {
    this.#host = host;
    this.#studio = studio;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#canvas = this.#host.renderRoot.querySelector('canvas.upper-canvas');
    if (this.#canvas) this.#canvas.style.opacity = String(this.#studio.opacity / 100);
    const key = this.#key();
    if (key !== this.#shown) this.#paintAll(key);
    else this.paint();
    this.#moveRing();
  }

  /** hover shows the brush where the pointer is; without a place it hides it. */
  hover(at: Point | undefined): void {
    this.#at = at;
    this.#moveRing();
  }

  /** paint shows what has changed in the mask. */
  paint(): void {
    const changed = this.#studio.mask.map.takeChanged();
    if (!changed || !this.#image) return;
    if (this.#studio.mask.map.used.some((id) => id >= this.#colours.length)) this.#paintAll(this.#key());
    else this.#put(this.#seen(changed));
  }

  // All that the canvas shows depends on, but for the pixels' numbers.
  #key(): string {
    const { viewport, bare, mask, hidden } = this.#studio;
    const { width, height } = viewport.frame;
    const { scale, x, y } = viewport.view;
    const entries = mask.entries.map(({ id, colour }) =>
      this.#studio.isVisible(id) ? `${id}:${colour}` : id,
    );
    const size = mask.map.size;
    return [
      width,
      height,
      devicePixelRatio,
      scale,
      x,
      y,
      bare,
      size.width,
      size.height,
      hidden.size,
      entries,
    ].join();
  }

  #paintAll(key: string): void {
    this.#shown = key;
    this.#studio.mask.map.takeChanged();
    this.#mix();
    if (this.#fit())
      this.#put({ left: 0, top: 0, width: this.#image?.width ?? 0, height: this.#image?.height ?? 0 });
  }

  /** fit makes the canvas as large as the stage, and tells whether there is anything to paint on. */
  #fit(): boolean {
    const { width, height } = this.#studio.viewport.frame;
    if (!this.#canvas || width < 1 || height < 1) return false;
    const fine = Math.max(devicePixelRatio, 1);
    this.#ratio = width * height * fine * fine > most ? 1 : fine;
    const size = { width: Math.round(width * this.#ratio), height: Math.round(height * this.#ratio) };
    if (this.#image?.width === size.width && this.#image.height === size.height) return true;
    Object.assign(this.#canvas, size);
    this.#image = new ImageData(size.width, size.height);
    this.#dots = new Uint32Array(this.#image.data.buffer);
    return true;
  }

  #mix(): void {
    const { mask, bare } = this.#studio;
    const last = Math.max(0, ...mask.entries.map(({ id }) => id), ...mask.map.used);
    this.#colours = new Uint32Array(last + 1);
    for (const { id, colour } of mask.entries) {
      // Red comes first in memory, and the lowest byte does.
      const turned = ((colour & 255) << 16) | (colour & 0xff00) | (colour >> 16);
      if (!bare && this.#studio.isVisible(id)) this.#colours[id] = turned + 0xff000000;
    }
  }

  /** seen is the part of the canvas that shows a part of the image. */
  #seen(box: Box): Box {
    const view = this.#view();
    const from = toFrame(view, { x: box.left, y: box.top });
    const to = toFrame(view, { x: box.left + box.width, y: box.top + box.height });
    const { width = 0, height = 0 } = this.#image ?? {};
    const [left, top] = [Math.max(Math.floor(from.x) - 1, 0), Math.max(Math.floor(from.y) - 1, 0)];
    return {
      left,
      top,
      width: Math.min(Math.ceil(to.x) + 1, width) - left,
      height: Math.min(Math.ceil(to.y) + 1, height) - top,
    };
  }

  #view(): View {
    const { scale, x, y } = this.#studio.viewport.view;
    return { scale: scale * this.#ratio, x: x * this.#ratio, y: y * this.#ratio };
  }

  #put(part: Box): void {
    if (!this.#image || part.width <= 0 || part.height <= 0) return;
    this.#look(part);
    const context = this.#canvas?.getContext('2d');
    context?.putImageData(this.#image, 0, 0, part.left, part.top, part.width, part.height);
  }

  /** look finds the colour of each pixel of a part of the canvas, at its middle. */
  #look({ left, top, width, height }: Box): void {
    const { scale, x, y } = this.#view();
    const { pixels, size } = this.#studio.mask.map;
    const columns = Int32Array.from({ length: width }, (_, at) => Math.floor((left + at + 0.5 - x) / scale));
    const inside = (column: number) => column >= 0 && column < size.width;
    const first = columns.findIndex(inside);
    const end = columns.findLastIndex(inside) + 1;
    for (let down = 0; down < height; down++) {
      const to = (top + down) * (this.#image?.width ?? 0) + left;
      const row = Math.floor((top + down + 0.5 - y) / scale);
      this.#dots.fill(0, to, to + width);
      if (row >= 0 && row < size.height && first >= 0)
        translate(pixels, row * size.width, columns, first, end, this.#colours, this.#dots, to);
    }
  }

  #moveRing(): void {
    const rings = this.#host.renderRoot.querySelectorAll<SVGElement>('.brush circle');
    const { viewport, paints, diameter, keyed, cursor, ready } = this.#studio;
    const at = keyed ? cursor : this.#at;
    const shown = ready && paints && at !== undefined;
    const centre = toFrame(viewport.view, at ? brushCentre(at, diameter) : { x: 0, y: 0 });
    for (const ring of rings) {
      ring.setAttribute('cx', String(centre.x));
      ring.setAttribute('cy', String(centre.y));
      ring.setAttribute('r', String(shown ? Math.max((diameter / 2) * viewport.view.scale, 2) : 0));
    }
  }
}

// A plain loop over typed arrays: it runs for every pixel of the screen.
function translate(
  pixels: Uint8Array | Uint16Array,
  row: number,
  columns: Int32Array,
  first: number,
  end: number,
  colours: Uint32Array,
  dots: Uint32Array,
  to: number,
): void {
  for (let at = first; at < end; at++)
    dots[to + at] = colours[pixels[row + (columns[at] as number)] as number] as number;
}
