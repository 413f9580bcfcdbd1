// What the parts of a drawing tool share: the sketch, the view of the image, the
// labels, and what is said about all of it.
import type { ReactiveControllerHost } from 'lit';
import type { Point } from '../../geometry/point.ts';
import { colourOf, isColour } from './colours.ts';
import { Picture } from './picture.ts';
import { handlesOf, type Kind, type Shape } from './shape.ts';
import { type Outcome, Sketch } from './sketch.ts';
import { texts } from './texts.ts';
import { Viewport } from './viewport.ts';

/** Host is the tool. */
export interface Host extends ReactiveControllerHost {
  renderRoot: HTMLElement | DocumentFragment;
  /** edited tells the page that the drawing has changed. */
  edited(): void;
}

/** near is how near to a line or a point, in pixels of the screen, touches it; fingers are less exact. */
const near = { mouse: 6, pen: 8, touch: 16 };

/** Easel holds one tool's drawing and what is seen of it. */
export class Easel {
  readonly kind: Kind;
  readonly sketch: Sketch;
  readonly viewport: Viewport;
  readonly picture: Picture;
  readonly #host: Host;
  labels: readonly string[] = [];
  /** colours are those that the page gave, for the first labels. */
  colours: readonly unknown[] = [];
  /** mode says what a press on nothing does: begin a shape, or move the image. */
  mode: 'draw' | 'move' = 'draw';
  /** cursor is where the next point would be set. */
  cursor: Point | undefined;
  /** pulled are the corners of a shape that is drawn in one go. */
  pulled: readonly Point[] | undefined;
  /** keyed is true while keys move the cursor, which then shows as a crosshair. */
  keyed = false;
  /** bare hides the labels' names. */
  bare = false;
  /** locked lets nobody change anything. */
  locked = false;
  /** leaving lets the next Tab go on through the page instead of to the next shape. */
  leaving = false;
  brightness = 100;
  contrast = 100;
  /** said is the last thing that was told, for screen readers. */
  said = '';
  /** warning is what the worker should see at the image. */
  warning = '';

  constructor(host: Host, kind: Kind) {
    this.#host = host;
    this.kind = kind;
    this.sketch = new Sketch(kind);
    this.viewport = new Viewport(host);
    this.picture = new Picture(host, (size) => {
      if (this.picture.page !== this.sketch.page) this.#leave();
      this.sketch.measure(size, this.picture.page);
      this.viewport.show(size);
    });
  }

  /** ready is true when there is an image to draw on. */
  get ready(): boolean {
    return this.picture.size !== undefined && !this.picture.failed;
  }

  /** answered are the shapes whose label exists, on all pages. */
  get answered(): Shape[] {
    return this.sketch.shapes.filter(({ label }) => this.labels.includes(label));
  }

  /** shown are those of them that are on the page that shows. */
  get shown(): Shape[] {
    return this.sketch.shapes.filter(this.isShown);
  }

  /** isShown tells whether a shape's label exists, and its page shows. */
  readonly isShown = (shape: Shape): boolean =>
    this.labels.includes(shape.label) && (shape.page ?? 1) === this.sketch.page;

  /** colour gives a label's colour. */
  colour(label: string | undefined): string {
    const place = Math.max(this.labels.indexOf(label ?? ''), 0);
    const given = this.colours[place];
    return isColour(given) ? given.trim() : colourOf(place);
  }

  // What is begun on a page cannot be finished on another.
  #leave(): void {
    this.sketch.cancel();
    this.sketch.select(undefined);
    this.cursor = undefined;
    this.keyed = false;
  }

  /** reach is how far, in pixels of the image, a pointer touches. */
  reach(pointer: string): number {
    return (near[pointer as keyof typeof near] ?? near.mouse) / this.viewport.view.scale;
  }

  /** choose takes a label for what is drawn next, and for the selected shape. */
  choose(label: string): void {
    this.sketch.label = label;
    if (this.sketch.selected && this.sketch.selected.label !== label) {
      this.sketch.relabel(label);
      this.#host.edited();
    }
    this.say(texts.chosen(label));
  }

  /** tell says what became of a point or a shape. */
  tell(outcome: Outcome): void {
    if (outcome === 'added') this.say(texts.added(this.sketch.made.length));
    else if (outcome === 'finished') this.say(texts.finished(this.nameOf(this.shown.at(-1))));
    else this.warn(outcome === 'no label' ? texts.noLabel : texts[outcome]);
    if (outcome === 'added' || outcome === 'finished') this.#host.edited();
  }

  /** select works on a shape, says which, and brings it into sight when it was chosen elsewhere. */
  select(shape: Shape | undefined, reveal = false): void {
    this.sketch.select(shape?.id);
    this.keyed = false;
    if (shape) this.#tellSelected(shape, reveal);
    else this.say('');
  }

  #tellSelected(shape: Shape, reveal: boolean): void {
    const [first] = shape.points;
    if (reveal && first) this.viewport.reveal(first);
    this.say(texts.selected(`${this.nameOf(shape)}, ${this.placeOf(shape)}`));
  }

  /** selectNext goes to the next or previous shape, and tells whether there was one. */
  selectNext(step: 1 | -1): boolean {
    if (this.leaving) return false;
    const { shown, sketch } = this;
    const at = shown.findIndex(({ id }) => id === sketch.selected?.id);
    const next = at < 0 ? (step > 0 ? shown[0] : shown.at(-1)) : shown[at + step];
    this.select(next, true);
    return next !== undefined;
  }

  /** selectHandle goes to the next or previous point of the selected shape; after the last one comes the whole. */
  selectHandle(step: 1 | -1): void {
    const { selected } = this.sketch;
    if (!selected) return;
    const points = handlesOf(this.kind, selected.points);
    const count = points.length + 1;
    const at = ((this.sketch.handle ?? points.length) + step + count) % count;
    const point = points[at];
    this.sketch.selectHandle(point && at);
    if (point) this.viewport.reveal(point);
    this.say(
      point
        ? texts.handleAt(at + 1, points.length, Math.round(point.x), Math.round(point.y))
        : texts.selected(this.nameOf(selected)),
    );
  }

  /** remove deletes what is selected: a point, or a shape. */
  remove(): void {
    const removed = this.sketch.remove();
    if (removed === undefined) return;
    if (removed === 'point') this.say(texts.pointRemoved);
    else if (removed === 'shape') this.say(texts.removed);
    else this.warn(texts[removed]);
    this.#host.edited();
  }

  /** cancel gives up the shape that is drawn, or selects nothing, and tells whether there was anything. */
  cancel(): boolean {
    const { sketch } = this;
    if (sketch.cancel()) {
      this.say(texts.cancelled);
      this.#host.edited();
      return true;
    }
    const any = sketch.selected !== undefined || this.keyed;
    this.leaving = true;
    this.select(undefined);
    return any;
  }

  /** dropPoint takes the last point back. */
  dropPoint(): void {
    if (!this.sketch.dropPoint()) return;
    this.say(texts.added(this.sketch.made.length));
    this.#host.edited();
  }

  undo(): void {
    if (!this.sketch.canUndo) return;
    this.sketch.undo();
    this.say(texts.undone);
    this.#host.edited();
  }

  redo(): void {
    if (!this.sketch.canRedo) return;
    this.sketch.redo();
    this.say(texts.redone);
    this.#host.edited();
  }

  /** edited tells the page of a change, and says where the shape is now. */
  edited(shape: Shape | undefined): void {
    if (shape) this.say(this.placeOf(shape));
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

  /** nameOf gives a shape's label and its place among those with the same label. */
  nameOf(shape: Shape | undefined): string {
    if (!shape) return '';
    const alike = this.shown.filter(({ label }) => label === shape.label);
    return texts.shape(shape.label, alike.findIndex(({ id }) => id === shape.id) + 1);
  }

  /** placeOf says where a shape is and how large. */
  placeOf({ points }: Shape): string {
    const [a = { x: 0, y: 0 }, b = a] = points;
    if (this.kind.form === 'point') return texts.pointAt(a.x, a.y);
    if (this.kind.form === 'path') return texts.pathOf(points.length, a.x, a.y);
    return texts.boxAt(b.x - a.x, b.y - a.y, a.x, a.y);
  }
}
