// What the parts of the widget share: the entries, which of them is worked on,
// and the page with its view.
import type { ReactiveControllerHost } from 'lit';
import type { Point, Size } from '../../geometry/point.ts';
import { nextTurn, type Quarters, turnBack, turnOffset, turnPoint, turnSize } from '../../geometry/turn.ts';
import { toFrame } from '../../geometry/view.ts';
import { Picture } from '../drawing/picture.ts';
import { Viewport } from '../drawing/viewport.ts';
import { type Place, placeOf } from './places.ts';
import { confirm, type Entry, isDone, put } from './review.ts';
import { texts } from './texts.ts';

/** narrow is up to which width, in pixels, a page fills it at first. */
const narrow = 480;

/** Host is the element. */
export interface Host extends ReactiveControllerHost {
  renderRoot: HTMLElement | DocumentFragment;
  /** edited tells the page that the answer has changed. */
  edited(): void;
}

/** Part is one of the two boxes of an entry. */
export type Part = 'key' | 'value';

/** Desk holds one review and what is seen of it. */
export class Desk {
  readonly #host: Host;
  readonly picture: Picture;
  readonly viewport: Viewport;
  entries: readonly Entry[] = [];
  /** selected is the id of the entry that is worked on. */
  selected: string | undefined;
  /** marking is the box that is moved or drawn. */
  marking: Part | undefined;
  /** pulled is that box while a pointer pulls it. */
  pulled: Place | undefined;
  turn: Quarters = 0;
  /** fixed lets nobody change boxes, keyed lets nobody change keys, locked nothing at all. */
  fixed = false;
  keyed = false;
  locked = false;
  /** said is the last thing that was told, for screen readers. */
  said = '';
  #revealing = false;
  #seen = false;

  constructor(host: Host) {
    this.#host = host;
    this.viewport = new Viewport(host);
    this.picture = new Picture(host, () => this.#shown());
  }

  /** size is how large the page is, before it is turned. */
  get size(): Size {
    return this.picture.size ?? { width: 1, height: 1 };
  }

  /** current is the entry that is worked on. */
  get current(): Entry | undefined {
    return this.entries.find(({ id }) => id === this.selected);
  }

  /** here are the entries of the page that shows. */
  get here(): Entry[] {
    return this.entries.filter(({ page }) => page === this.picture.page);
  }

  /** openOn counts the fields of each page that nobody has checked. */
  get openOn(): Map<number, number> {
    const counts = new Map<number, number>();
    const placed = this.entries.filter(
      ({ state, key, value }) => state === 'open' && (key.place ?? value.place),
    );
    for (const { page } of placed) counts.set(page, (counts.get(page) ?? 0) + 1);
    return counts;
  }

  /** placeOf is where one of an entry's boxes is now. */
  placeOf(entry: Entry, part: Part): Place | undefined {
    const pulled = entry.id === this.selected && part === this.marking ? this.pulled : undefined;
    return pulled ?? entry[part].place;
  }

  /** change puts an entry in the place of what it was. */
  change(entry: Entry): void {
    this.entries = this.entries.map((other) => (other.id === entry.id ? entry : other));
    this.#host.edited();
    this.refresh();
  }

  /** select works on an entry, and shows where it is. */
  select(id: string | undefined): void {
    if (id !== this.selected) this.mark(undefined);
    this.selected = id;
    const entry = this.current;
    const placed = entry && (entry.key.place ?? entry.value.place);
    if (entry && placed && entry.page !== this.picture.page) {
      this.#revealing = true;
      this.picture.show(entry.page);
    } else this.#reveal();
    this.refresh();
  }

  /** next works on the entry that is some steps further; past the ends there is none. */
  next(step: 1 | -1): boolean {
    const at = this.entries.findIndex(({ id }) => id === this.selected);
    const entry = at < 0 ? (step > 0 ? this.entries[0] : this.entries.at(-1)) : this.entries[at + step];
    if (entry) this.select(entry.id);
    return entry !== undefined;
  }

  /** confirm says that the entry is right, and goes to the next; after the last, to one that is not answered. */
  confirm(): boolean {
    const { current } = this;
    if (current && !this.locked && confirm(current) !== current) this.change(confirm(current));
    if (this.next(1)) return true;
    const open = this.entries.find((entry) => !isDone(entry));
    if (open) this.select(open.id);
    return open !== undefined;
  }

  /** mark begins or ends to move a box of the entry. */
  mark(part: Part | undefined): void {
    this.marking = this.fixed || this.locked || !this.current ? undefined : part;
    this.pulled = undefined;
    if (this.marking) this.say(texts.marking);
    this.refresh();
  }

  /** putDefault gives the box that is marked a place in the middle of what shows, if it has none. */
  putDefault(): void {
    const { current, marking } = this;
    if (!current || !marking || current[marking].place) return;
    const { x, y } = this.toPage(this.viewport.middle);
    const [left, top] = [Math.min(Math.max(x - 0.1, 0), 0.8), Math.min(Math.max(y - 0.015, 0), 0.97)];
    this.put(placeOf({ left, top, width: 0.2, height: 0.03 }));
  }

  /** put gives the box that is marked a place, or takes it away. */
  put(place: Place | undefined): void {
    this.pulled = undefined;
    if (this.current && this.marking) this.change(put(this.current, this.marking, place, this.picture.page));
  }

  /** rotate turns the page by a quarter. */
  rotate(): void {
    this.turn = nextTurn(this.turn);
    this.viewport.show(turnSize(this.size, this.turn));
    this.#reveal();
    this.refresh();
  }

  /** goTo shows a page. */
  goTo(page: number): void {
    if (page < 1 || page > this.picture.count || page === this.picture.sheets.wanted) return;
    this.picture.show(page);
    this.say(texts.pageOf(page, this.picture.count));
  }

  /** toPage turns a point of what the viewport shows into fractions of the page. */
  toPage(point: Point): Point {
    const { width, height } = this.size;
    const { x, y } = turnBack(point, this.size, this.turn);
    return { x: x / width, y: y / height };
  }

  /** offset turns pixels of what the viewport shows into fractions of the page. */
  offset(by: Point): Point {
    const { x, y } = turnOffset(by, this.turn);
    return { x: x / this.size.width, y: y / this.size.height };
  }

  /** seenAt is where in the frame a point of the page is seen. */
  seenAt(point: Point): Point {
    return toFrame(this.viewport.view, this.#turned(point));
  }

  /** say tells screen readers. */
  say(text: string): void {
    this.said = text;
    this.refresh();
  }

  /** refresh draws what has changed. */
  refresh(): void {
    this.#host.requestUpdate();
  }

  #turned({ x, y }: Point): Point {
    const { width, height } = this.size;
    return turnPoint({ x: x * width, y: y * height }, this.size, this.turn);
  }

  #shown(): void {
    this.viewport.show(turnSize(this.size, this.turn));
    // All of a page would be too small to read on a telephone.
    if (!this.#seen && this.viewport.frame.width < narrow) this.viewport.fit('width');
    this.#seen = true;
    if (this.#revealing) this.#reveal();
    this.#revealing = false;
    this.refresh();
  }

  // The far corner first: where both have no room, the near one counts.
  #reveal(): void {
    const entry = this.current;
    if (!entry || !this.picture.size || entry.page !== this.picture.page) return;
    const boxes = [entry.value.place, entry.key.place].flatMap((place) => place?.box ?? []);
    for (const { left, top, width, height } of boxes) {
      this.viewport.reveal(this.#turned({ x: left + width, y: top + height }));
      this.viewport.reveal(this.#turned({ x: left, y: top }));
    }
  }
}
