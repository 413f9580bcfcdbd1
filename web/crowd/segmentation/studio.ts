// What the parts of a segmentation tool share: the mask, the view of the image,
// the brush, and what is said about all of it.
import type { ReactiveControllerHost } from 'lit';
import { clamp, type Point, round } from '../../geometry/point.ts';
import { Picture } from '../drawing/picture.ts';
import { texts as shared } from '../drawing/texts.ts';
import { Viewport } from '../drawing/viewport.ts';
import { Mask, type Outcome } from './mask.ts';
import { Overlay } from './overlay.ts';
import { texts } from './texts.ts';

/** Host is the tool. */
export interface Host extends ReactiveControllerHost {
  renderRoot: HTMLElement | DocumentFragment;
  /** edited tells the page that the mask has changed. */
  edited(): void;
  /** paintable makes sure that there is something to paint with, and tells whether there is. */
  paintable(): boolean;
  /** isShown tells whether a number's label exists. */
  isShown(id: number): boolean;
  /** measured is called when the image's size has become known. */
  measured(): void;
}

/** Mode says what a press does. */
export type Mode = 'brush' | 'eraser' | 'polygon' | 'fill' | 'move';

/** widest is the diameter of the broadest brush, in pixels of the image. */
export const widest = 400;

/** near is how near to an outline's first corner, in pixels of the screen, closes it; fingers are less exact. */
const near = { mouse: 9, pen: 12, touch: 24 };

/** Studio holds one tool's mask and what is seen of it. */
export class Studio {
  readonly mask = new Mask();
  readonly viewport: Viewport;
  readonly picture: Picture;
  readonly overlay: Overlay;
  readonly #host: Host;
  labels: readonly string[] = [];
  mode: Mode = 'brush';
  /** diameter is the brush's, in pixels of the image. */
  diameter = 20;
  /** cursor is where the next corner would be set, or the brush set down. */
  cursor: Point | undefined;
  /** keyed is true while keys move the cursor, which then shows as a crosshair. */
  keyed = false;
  /** hidden are numbers that are not shown for now. */
  hidden: ReadonlySet<number> = new Set();
  /** bare hides all labels. */
  bare = false;
  /** opacity of the labels, in percent. */
  opacity = 50;
  /** locked lets nobody change anything. */
  locked = false;
  /** loading is true while pixels are on their way. */
  loading = false;
  brightness = 100;
  contrast = 100;
  /** said is the last thing that was told, for screen readers. */
  said = '';
  /** warning is what the worker should see at the image. */
  warning = '';

  constructor(host: Host) {
    this.#host = host;
    this.viewport = new Viewport(host);
    this.picture = new Picture(host, (size) => {
      this.diameter = Math.min(Math.max(Math.round(Math.min(size.width, size.height) / 24), 1), widest);
      this.viewport.show(size);
      host.measured();
    });
    this.overlay = new Overlay(host, this);
  }

  /** ready is true when there is an image to paint on, with all that belongs on it. */
  get ready(): boolean {
    return this.picture.size !== undefined && !this.picture.failed && !this.loading;
  }

  /** any tells whether some pixel has a label that exists. */
  get any(): boolean {
    return this.mask.map.used.some((id) => this.#host.isShown(id));
  }

  /** reach is how far, in pixels of the image, a pointer touches. */
  reach(pointer: string): number {
    return (near[pointer as keyof typeof near] ?? near.mouse) / this.viewport.view.scale;
  }

  /** take goes on with another way of working. */
  take(mode: Mode): void {
    this.lift();
    this.mask.cancel();
    this.mode = mode;
    this.say(texts.mode[mode]);
  }

  /** resize makes the brush larger or smaller by a factor, by one pixel at least. */
  resize(factor: number): void {
    const next = Math.round(this.diameter * factor);
    const step = next === this.diameter ? Math.sign(factor - 1) : next - this.diameter;
    this.setDiameter(this.diameter + step);
    this.say(texts.brushSize(this.diameter));
  }

  setDiameter(diameter: number): void {
    this.diameter = Math.min(Math.max(diameter, 1), widest);
    this.refresh();
  }

  /** toggleKeep paints only where nothing is yet, or everywhere again. */
  toggleKeep(): void {
    this.mask.keep = !this.mask.keep;
    this.say(this.mask.keep ? texts.keepOn : texts.keepOff);
  }

  /** toggleBare hides and shows all labels. */
  toggleBare(): void {
    this.bare = !this.bare;
    this.refresh();
  }

  /** toggleHidden hides and shows one number. */
  toggleHidden(id: number): void {
    const hidden = new Set(this.hidden);
    if (!hidden.delete(id)) hidden.add(id);
    this.hidden = hidden;
    this.refresh();
  }

  /** paints tells whether the mode's strokes cover pixels. */
  get paints(): boolean {
    return this.mode === 'brush' || this.mode === 'eraser';
  }

  /** press sets the brush down, and tells whether it could. */
  press(at: Point): boolean {
    if (!this.#mayPaint()) return false;
    this.#show();
    this.mask.begin(at, this.diameter, this.#id);
    this.overlay.paint();
    return true;
  }

  /** drag moves the brush on; only the overlay is drawn, so that it keeps up with the hand. */
  drag(to: Point): void {
    this.mask.extend(to, this.diameter, this.#id);
    this.overlay.paint();
  }

  /** lift ends a stroke. */
  lift(): void {
    if (!this.mask.stroking) return;
    if (this.mask.end()) this.#host.edited();
    this.refresh();
  }

  /** abort takes a stroke back that has not ended. */
  abort(): void {
    this.mask.abort();
    this.refresh();
  }

  /** fill floods from a place. */
  fill(at: Point): void {
    if (!this.#mayPaint()) return;
    this.#show();
    if (this.mask.fill(at)) this.edited(texts.filled);
    else this.warn(texts.nothingToFill);
  }

  /** corner sets the next corner of an outline, or closes it. */
  corner(at: Point, tolerance: number): void {
    if (!this.#mayPaint()) return;
    this.#show();
    const { size } = this.mask.map;
    this.tell(this.mask.closes(at, tolerance) ? this.mask.finish() : this.mask.addPoint(clamp(at, size)));
  }

  /** tell says what became of an outline. */
  tell(outcome: Outcome): void {
    if (outcome === 'added') this.say(shared.added(this.mask.made.length));
    else if (outcome === 'finished') this.edited(texts.outlined);
    else this.warn(outcome === 'no label' ? shared.noLabel : shared[outcome]);
  }

  /** cancel gives up a stroke or an outline, or hides the crosshair, and tells whether there was any. */
  cancel(): boolean {
    const busy = this.mask.stroking || this.mask.made.length > 0;
    const any = busy || this.keyed;
    this.mask.abort();
    this.mask.cancel();
    if (!busy) this.keyed = false;
    this.say(busy ? shared.cancelled : '');
    return any;
  }

  /** dropPoint takes the last corner back, and tells whether there was one. */
  dropPoint(): boolean {
    if (!this.mask.dropPoint()) return false;
    this.say(shared.added(this.mask.made.length));
    return true;
  }

  undo(): void {
    if (this.mask.undo()) this.edited(shared.undone);
  }

  redo(): void {
    if (this.mask.redo()) this.edited(shared.redone);
  }

  /** moveCursor moves the crosshair by whole pixels, and shows it at the first call. */
  moveCursor(by: Point): void {
    const { size } = this.mask.map;
    const from = this.cursor ?? this.viewport.middle;
    const to = this.keyed ? { x: from.x + by.x, y: from.y + by.y } : from;
    this.cursor = clamp(round(to), size);
    this.keyed = true;
    this.viewport.reveal(this.cursor);
    if (this.mask.stroking) this.drag(this.cursor);
    this.say(shared.pointAt(this.cursor.x, this.cursor.y));
  }

  /** edited tells the page of a change, and says it. */
  edited(text: string): void {
    this.say(text);
    this.#host.edited();
  }

  /** say tells screen readers; what was wrong before is no longer shown. */
  say(text: string): void {
    this.warning = '';
    this.said = text;
    this.refresh();
  }

  /** warn tells everybody. */
  warn(text: string): void {
    this.warning = text;
    this.refresh();
  }

  /** refresh draws what has changed. */
  refresh(): void {
    this.#host.requestUpdate();
  }

  /** isVisible tells whether a number is shown now. */
  isVisible(id: number): boolean {
    return this.#host.isShown(id) && !this.hidden.has(id);
  }

  get #id(): number {
    return this.mode === 'eraser' ? 0 : (this.mask.current ?? 0);
  }

  #mayPaint(): boolean {
    if (this.mode === 'eraser' || this.#host.paintable()) return true;
    this.warn(shared.noLabel);
    return false;
  }

  // Whoever paints wants to see it.
  #show(): void {
    const { current } = this.mask;
    this.bare = false;
    this.warning = '';
    if (current !== undefined && this.hidden.has(current)) this.toggleHidden(current);
  }
}
