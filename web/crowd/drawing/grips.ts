// Pointers on the stage: which press goes on, when it counts as a drag, and two
// fingers that zoom. What a press does is the caller's.
import { distance, middle as halfway, type Point, subtract } from '../../geometry/point.ts';
import type { Viewport } from './viewport.ts';

/** slack is how far, in pixels of the screen, a pointer may tremble in a click. */
const slack = 4;

/** Grip is what one pointer does from press to release. Points are the image's; moved is true in a drag. */
export interface Grip {
  move(to: Point, moved: boolean, event: PointerEvent): void;
  up(to: Point, moved: boolean): void;
  cancel(): void;
}

/** Surface is what is pressed on. */
export interface Surface {
  readonly viewport: Viewport;
  /** ready is true when there is an image to work on. */
  readonly ready: boolean;
  /** grip says what a press at a point of the image does. */
  grip(event: PointerEvent, at: Point): Grip;
  /** pressed is called before any press. */
  pressed(): void;
  /** refresh draws what has changed. */
  refresh(): void;
}

/** Grips follows the pointers of one stage. */
export class Grips {
  readonly #surface: Surface;
  readonly #pointers = new Map<number, Point>();
  #grip: Grip | undefined;
  #from: Point = { x: 0, y: 0 };
  #moved = false;
  #stop: AbortController | undefined;
  /** spaced is true while the space bar is held, which makes any press move the image. */
  spaced = false;

  constructor(surface: Surface) {
    this.#surface = surface;
  }

  /** busy is true while a pointer is pressed. */
  get busy(): boolean {
    return this.#pointers.size > 0;
  }

  /** onDown begins a press on the stage. */
  readonly onDown = (event: PointerEvent): void => {
    if (!this.#surface.ready || event.button > 1) return;
    this.#surface.pressed();
    this.#pointers.set(event.pointerId, this.#surface.viewport.placeOf(event));
    if (this.#pointers.size === 1) this.#begin(event);
    else this.#grip?.cancel();
    // A second finger makes any press a pinch.
    if (this.#pointers.size > 1) this.#grip = undefined;
    this.#surface.refresh();
  };

  /** release gives up a press, as when the tool goes away. */
  release(): void {
    this.#grip?.cancel();
    this.#end();
  }

  #begin(event: PointerEvent): void {
    this.#from = this.#surface.viewport.placeOf(event);
    this.#moved = false;
    const pans = event.button === 1 || this.spaced;
    this.#grip = pans ? this.panning() : this.#surface.grip(event, this.#surface.viewport.pointOf(event));
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    addEventListener('pointermove', this.#onMove, { signal });
    addEventListener('pointerup', this.#onUp, { signal });
    addEventListener('pointercancel', this.#onCancel, { signal });
  }

  readonly #onMove = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const place = this.#surface.viewport.placeOf(event);
    if (this.#pointers.size === 2) this.#pinch(event.pointerId, before, place);
    this.#pointers.set(event.pointerId, place);
    this.#moved ||= distance(place, this.#from) > slack;
    this.#grip?.move(this.#surface.viewport.pointOf(event), this.#moved, event);
  };

  readonly #onUp = (event: PointerEvent): void => {
    if (!this.#pointers.delete(event.pointerId)) return;
    this.#grip?.up(this.#surface.viewport.pointOf(event), this.#moved);
    this.#grip = undefined;
    if (this.#pointers.size === 0) this.#end();
    this.#surface.refresh();
  };

  readonly #onCancel = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    this.#grip?.cancel();
    this.#grip = undefined;
    if (this.#pointers.size === 0) this.#end();
    this.#surface.refresh();
  };

  #end(): void {
    this.#stop?.abort();
    this.#pointers.clear();
    this.#grip = undefined;
  }

  // The place between two fingers stays under them.
  #pinch(id: number, before: Point, now: Point): void {
    const other = [...this.#pointers].find(([key]) => key !== id)?.[1];
    if (!other) return;
    const { viewport } = this.#surface;
    viewport.move(subtract(halfway(now, other), halfway(before, other)));
    viewport.zoom(distance(now, other) / Math.max(distance(before, other), 1), halfway(now, other));
  }

  /** panning is the grip that moves the image. */
  panning(): Grip {
    let last = this.#from;
    return {
      move: () => {
        const [now = last] = this.#pointers.values();
        this.#surface.viewport.move(subtract(now, last));
        last = now;
      },
      up: () => {},
      cancel: () => {},
    };
  }
}
