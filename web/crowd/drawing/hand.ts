// Mouse, pen and fingers: what a press means depends on what lies under it.
import { distance, middle as halfway, type Point, subtract } from '../../geometry/point.ts';
import type { Easel } from './easel.ts';
import { handlesOf, middlesOf, nearestOf, pull, type Shape, shift } from './shape.ts';
import { texts } from './texts.ts';

/** slack is how far, in pixels of the screen, a pointer may tremble in a click. */
const slack = 4;

/** Grip is what one pointer does from press to release. Points are the image's. */
interface Grip {
  move(to: Point, moved: boolean): void;
  up(to: Point, moved: boolean): void;
  cancel(): void;
}

/** Hand turns pointer events into changes of an easel. */
export class Hand {
  readonly #easel: Easel;
  readonly #pointers = new Map<number, Point>();
  #grip: Grip | undefined;
  #from: Point = { x: 0, y: 0 };
  #moved = false;
  #stop: AbortController | undefined;
  /** spaced is true while the space bar is held, which makes any press move the image. */
  spaced = false;

  constructor(easel: Easel) {
    this.#easel = easel;
  }

  /** onDown begins a press on the stage. */
  readonly onDown = (event: PointerEvent): void => {
    if (!this.#easel.ready || event.button > 1) return;
    this.#easel.keyed = false;
    this.#easel.leaving = false;
    this.#pointers.set(event.pointerId, this.#easel.viewport.placeOf(event));
    if (this.#pointers.size === 1) this.#begin(event);
    else this.#grip?.cancel();
    // A second finger makes any press a pinch.
    if (this.#pointers.size > 1) this.#grip = undefined;
    this.#easel.refresh();
  };

  /** onHover shows where a point would be set. */
  readonly onHover = (event: PointerEvent): void => {
    if (this.#pointers.size > 0 || event.pointerType === 'touch' || this.#easel.keyed) return;
    if (this.#easel.sketch.made.length === 0) return;
    this.#easel.cursor = this.#easel.viewport.pointOf(event);
    this.#easel.refresh();
  };

  /** release gives up a press, as when the tool goes away. */
  release(): void {
    this.#grip?.cancel();
    this.#end();
  }

  #begin(event: PointerEvent): void {
    this.#from = this.#easel.viewport.placeOf(event);
    this.#moved = false;
    this.#grip = this.#gripFor(event);
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    addEventListener('pointermove', this.#onMove, { signal });
    addEventListener('pointerup', this.#onUp, { signal });
    addEventListener('pointercancel', this.#onCancel, { signal });
  }

  readonly #onMove = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const place = this.#easel.viewport.placeOf(event);
    if (this.#pointers.size === 2) this.#pinch(event.pointerId, before, place);
    this.#pointers.set(event.pointerId, place);
    this.#moved ||= distance(place, this.#from) > slack;
    this.#grip?.move(this.#easel.viewport.pointOf(event), this.#moved);
    this.#easel.refresh();
  };

  readonly #onUp = (event: PointerEvent): void => {
    if (!this.#pointers.delete(event.pointerId)) return;
    this.#grip?.up(this.#easel.viewport.pointOf(event), this.#moved);
    this.#grip = undefined;
    if (this.#pointers.size === 0) this.#end();
    this.#easel.refresh();
  };

  readonly #onCancel = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    this.#grip?.cancel();
    this.#grip = undefined;
    if (this.#pointers.size === 0) this.#end();
    this.#easel.refresh();
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
    const { viewport } = this.#easel;
    viewport.move(subtract(halfway(now, other), halfway(before, other)));
    viewport.zoom(distance(now, other) / Math.max(distance(before, other), 1), halfway(now, other));
  }

  #gripFor(event: PointerEvent): Grip {
    const easel = this.#easel;
    const at = easel.viewport.pointOf(event);
    const reach = easel.reach(event.pointerType);
    if (event.button === 1 || this.spaced) return this.#panning();
    if (easel.sketch.made.length > 0) return this.#setting(at, reach);
    return this.#onHandle(at, reach) ?? this.#onShape(at, reach) ?? this.#onNothing(at, reach);
  }

  #onNothing(at: Point, reach: number): Grip {
    this.#easel.select(undefined);
    return this.#easel.mode === 'move' ? this.#panning() : this.#setting(at, reach);
  }

  #onHandle(at: Point, reach: number): Grip | undefined {
    const { sketch, kind } = this.#easel;
    const shape = sketch.selected;
    if (!shape || kind.form === 'point' || !this.#easel.isShown(shape)) return undefined;
    const handle = nearestOf(handlesOf(kind, shape.points), at, reach * 1.5);
    if (handle !== undefined) return this.#pulling(shape, handle);
    const side = nearestOf(middlesOf(kind, shape.points), at, reach);
    if (side === undefined) return undefined;
    sketch.addPointAfter(side, at);
    this.#easel.edited(undefined);
    return sketch.selected && this.#pulling(sketch.selected, side + 1);
  }

  #pulling(shape: Shape, handle: number): Grip {
    const { sketch, kind } = this.#easel;
    sketch.selectHandle(handle);
    return this.#dragging((to) => sketch.drag(shape, pull(kind, shape.points, handle, to)));
  }

  #onShape(at: Point, reach: number): Grip | undefined {
    const easel = this.#easel;
    const where = easel.mode === 'move' ? 'area' : 'line';
    const under = easel.sketch.under(at, reach, where, easel.isShown);
    const place = under.findIndex(({ id }) => id === easel.sketch.selected?.id);
    const shape = under[Math.max(place, 0)];
    if (!shape) return undefined;
    if (place < 0) easel.select(shape);
    const move = (to: Point) =>
      easel.sketch.drag(shape, shift(shape.points, subtract(to, at), easel.sketch.size));
    // Another click at one place goes to the shape below.
    return this.#dragging(move, () => {
      if (place >= 0) easel.select(under[(place + 1) % under.length]);
    });
  }

  #dragging(drag: (to: Point) => void, click?: () => void): Grip {
    const { sketch } = this.#easel;
    return {
      move: (to, moved) => {
        if (moved) drag(to);
      },
      up: (to, moved) => {
        if (!moved) return click?.();
        drag(to);
        const mistake = sketch.drop();
        if (mistake) this.#easel.warn(texts[mistake]);
        else this.#easel.edited(sketch.selected);
      },
      cancel: () => sketch.release(),
    };
  }

  #panning(): Grip {
    let last = this.#from;
    return {
      move: () => {
        const [now = last] = this.#pointers.values();
        this.#easel.viewport.move(subtract(now, last));
        last = now;
      },
      up: () => {},
      cancel: () => {},
    };
  }

  // A point is set where the pointer is released. Boxes and lines can be drawn in
  // one go: from where it was pressed.
  #setting(from: Point, reach: number): Grip {
    const easel = this.#easel;
    const { sketch, kind } = easel;
    const inOneGo = kind.most === 2 && sketch.made.length === 0;
    const whole = (to: Point, moved: boolean) => (inOneGo && moved ? [from, to] : undefined);
    return {
      move: (to, moved) => {
        easel.cursor = to;
        easel.pulled = sketch.label === undefined ? undefined : whole(to, moved);
      },
      up: (to, moved) => {
        easel.pulled = undefined;
        easel.cursor = to;
        const drawn = whole(to, moved);
        if (drawn) easel.tell(sketch.draw(drawn));
        else easel.tell(sketch.ends(to, reach * 1.5) ? sketch.finish() : sketch.addPoint(to));
      },
      cancel: () => {
        easel.pulled = undefined;
      },
    };
  }
}
