// The part of an image that a tool shows: it zooms and moves, and stays when the
// frame changes its size.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Point, Size } from '../../geometry/point.ts';
import {
  fitInto,
  fitWidth,
  keepInSight,
  pan,
  reveal,
  toImage,
  type View,
  zoomAt,
} from '../../geometry/view.ts';

/** most is how large a pixel of the image can be made. */
const most = 40;
/** margin is the room around the fitted image, and around a point that is revealed. */
const margin = 12;

type Host = ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };

/** Viewport keeps the view of one image in the element ".stage" of its host. */
export class Viewport implements ReactiveController {
  view: View = { scale: 1, x: 0, y: 0 };
  readonly #host: Host;
  readonly #sizes = new ResizeObserver(() => this.#measure());
  #stage: Element | null = null;
  #frame: Size = { width: 0, height: 0 };
  #image: Size | undefined;
  /** fitted is what of the image the view goes on showing when the frame changes its size. */
  #fitted: 'whole' | 'width' | undefined = 'whole';

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const stage = this.#host.renderRoot.querySelector('.stage');
    if (stage === this.#stage) return;
    this.#sizes.disconnect();
    this.#stage = stage;
    if (stage) this.#sizes.observe(stage);
  }

  hostConnected(): void {
    if (this.#stage) this.#sizes.observe(this.#stage);
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
  }

  /** frame is the size of the stage, in pixels of the screen. */
  get frame(): Size {
    return this.#frame;
  }

  /** show takes another image, and fits it in: into the width, where that was asked for last. */
  show(image: Size): void {
    this.#image = image;
    this.#measure();
    this.fit(this.#fitted ?? 'whole');
  }

  /** fit shows all of the image or all of its width, now and when the frame changes its size. */
  fit(what: 'whole' | 'width' = 'whole'): void {
    this.#fitted = what;
    if (!this.#image || this.#frame.width === 0) return;
    this.#set((what === 'whole' ? fitInto : fitWidth)(this.#image, this.#frame, margin));
  }

  /** zoom enlarges by a factor around a place in the frame, or around its middle. */
  zoom(factor: number, at: Point = { x: this.#frame.width / 2, y: this.#frame.height / 2 }): void {
    if (!this.#image) return;
    const { scale } = fitInto(this.#image, this.#frame, margin);
    this.#fitted = undefined;
    this.#keep(zoomAt(this.view, at, factor, Math.min(scale, 1), Math.max(most, scale)));
  }

  /** move moves the image by frame pixels. */
  move(by: Point): void {
    this.#fitted = undefined;
    this.#keep(pan(this.view, by));
  }

  /** reveal brings a point of the image into sight. */
  reveal(point: Point): void {
    const next = reveal(this.view, point, this.#frame, margin);
    if (next.x === this.view.x && next.y === this.view.y) return;
    this.#fitted = undefined;
    this.#set(next);
  }

  /** placeOf gives where in the frame an event is. */
  placeOf(event: { clientX: number; clientY: number }): Point {
    const { left, top } = this.#stage?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** pointOf gives the image's point that an event is at. */
  pointOf(event: { clientX: number; clientY: number }): Point {
    return toImage(this.view, this.placeOf(event));
  }

  /** middle is the image's point in the middle of the frame. */
  get middle(): Point {
    return toImage(this.view, { x: this.#frame.width / 2, y: this.#frame.height / 2 });
  }

  /** onWheel zooms at the pointer. */
  readonly onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    // Lines and pages are what some mice count in.
    const pixels = event.deltaY * ([1, 16, 400][event.deltaMode] ?? 1);
    this.zoom(2 ** (-Math.min(Math.max(pixels, -400), 400) / 300), this.placeOf(event));
  };

  #measure(): void {
    if (!this.#stage) return;
    const { width, height } = this.#stage.getBoundingClientRect();
    if (width === this.#frame.width && height === this.#frame.height) return;
    this.#frame = { width, height };
    if (this.#fitted) this.fit(this.#fitted);
    else this.#keep(this.view);
  }

  #keep(view: View): void {
    this.#set(this.#image ? keepInSight(view, this.#image, this.#frame) : view);
  }

  #set(view: View): void {
    this.view = view;
    this.#host.requestUpdate();
  }
}
