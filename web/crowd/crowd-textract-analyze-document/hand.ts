// Mouse, pen and fingers on the page: they choose boxes, move and draw the one
// that is marked, and else move the page.
import { type Box, boxBetween, type Handle, handlePoint, handles, pullHandle } from '../../geometry/box.ts';
import { clamp, distance, middle, type Point, subtract } from '../../geometry/point.ts';
import type { Desk } from './desk.ts';
import { least, movePlace, type Place, placeOf } from './places.ts';

/** slack is how far, in pixels of the screen, a pointer may tremble in a click. */
const slack = 4;
/** near is how near to a handle a pointer touches it; fingers are less exact. */
const near = { mouse: 9, pen: 10, touch: 22 };
const whole = { width: 1, height: 1 };

/** Grip is what a pointer does; points are fractions of the page. */
interface Grip {
  move(to: Point): void;
  up(moved: boolean): void;
}

/** Hand turns pointer events into changes of a desk. */
export class Hand {
  readonly #desk: Desk;
  readonly #pointers = new Map<number, Point>();
  readonly #pick: (id: string, byTouch: boolean) => void;
  #grip: Grip | undefined;
  #from: Point = { x: 0, y: 0 };
  #moved = false;
  #stop: AbortController | undefined;

  /** pick is called when an entry is chosen by its box. */
  constructor(desk: Desk, pick: (id: string, byTouch: boolean) => void) {
    this.#desk = desk;
    this.#pick = pick;
  }

  /** onDown begins a press on the page. */
  readonly onDown = (event: PointerEvent): void => {
    if (!this.#desk.picture.size || event.button > 1) return;
    this.#pointers.set(event.pointerId, this.#desk.viewport.placeOf(event));
    if (this.#pointers.size > 1) this.#giveUp();
    else this.#begin(event);
  };

  /** release gives up a press, as when the element goes away. */
  release(): void {
    this.#stop?.abort();
    this.#pointers.clear();
    this.#giveUp();
  }

  #begin(event: PointerEvent): void {
    this.#from = this.#desk.viewport.placeOf(event);
    this.#moved = false;
    this.#grip = this.#desk.marking && event.button === 0 ? this.#marking(event) : this.#choosing(event);
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    addEventListener('pointermove', this.#onMove, { signal });
    addEventListener('pointerup', this.#onUp, { signal });
    addEventListener('pointercancel', this.#onCancel, { signal });
  }

  readonly #onMove = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const place = this.#desk.viewport.placeOf(event);
    this.#pointers.set(event.pointerId, place);
    this.#moved ||= distance(place, this.#from) > slack;
    if (this.#pointers.size === 2) this.#pinch(event.pointerId, before, place);
    else if (this.#moved) this.#grip?.move(this.#at(event));
  };

  readonly #onUp = (event: PointerEvent): void => {
    if (!this.#pointers.delete(event.pointerId)) return;
    this.#grip?.up(this.#moved);
    this.#grip = undefined;
    if (this.#pointers.size === 0) this.#stop?.abort();
  };

  readonly #onCancel = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    this.#giveUp();
    if (this.#pointers.size === 0) this.#stop?.abort();
  };

  #giveUp(): void {
    this.#grip = undefined;
    this.#desk.pulled = undefined;
    this.#desk.refresh();
  }

  #at(event: PointerEvent): Point {
    return this.#desk.toPage(this.#desk.viewport.pointOf(event));
  }

  // The place between two fingers stays under them.
  #pinch(id: number, before: Point, now: Point): void {
    const other = [...this.#pointers].find(([key]) => key !== id)?.[1];
    if (!other) return;
    const { viewport } = this.#desk;
    viewport.move(subtract(middle(now, other), middle(before, other)));
    viewport.zoom(distance(now, other) / Math.max(distance(before, other), 1), middle(now, other));
  }

  /** choosing chooses the box under the pointer, or moves the page. */
  #choosing(event: PointerEvent): Grip {
    const [target] = event.composedPath();
    const id = target instanceof SVGElement ? target.dataset['entry'] : undefined;
    const byTouch = event.pointerType === 'touch';
    let last = this.#from;
    return {
      move: () => {
        const [now = last] = this.#pointers.values();
        this.#desk.viewport.move(subtract(now, last));
        last = now;
      },
      up: (moved) => {
        if (!moved && id !== undefined) this.#pick(id, byTouch);
      },
    };
  }

  /** marking pulls a handle of the marked box, moves the box, or draws it anew. */
  #marking(event: PointerEvent): Grip {
    const desk = this.#desk;
    const at = this.#at(event);
    const place = desk.current && desk.marking && desk.current[desk.marking].place;
    const handle = place && this.#handleAt(place.box, event);
    const pull = handle
      ? pulling(place.box, handle)
      : place && inside(place.box, at)
        ? moving(place, at)
        : drawing(at);
    return {
      move: (to) => {
        desk.pulled = pull(to);
        desk.refresh();
      },
      up: (moved) => {
        const { pulled } = desk;
        if (moved && pulled && pulled.box.width >= least && pulled.box.height >= least) desk.put(pulled);
        else this.#giveUp();
      },
    };
  }

  #handleAt(box: Box, event: PointerEvent): Handle | undefined {
    const reach = near[event.pointerType as keyof typeof near] ?? near.mouse;
    const seen = (handle: Handle) => distance(this.#desk.seenAt(handlePoint(box, handle)), this.#from);
    return handles.filter((handle) => seen(handle) <= reach).sort((a, b) => seen(a) - seen(b))[0];
  }
}

const pulling =
  (box: Box, handle: Handle) =>
  (to: Point): Place =>
    placeOf(pullHandle(box, handle, clamp(to, whole)));
const moving =
  (place: Place, from: Point) =>
  (to: Point): Place =>
    movePlace(place, subtract(to, from));
const drawing =
  (from: Point) =>
  (to: Point): Place =>
    placeOf(boxBetween(clamp(from, whole), clamp(to, whole)));

function inside({ left, top, width, height }: Box, { x, y }: Point): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}
