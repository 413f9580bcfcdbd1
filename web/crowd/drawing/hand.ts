// Mouse, pen and fingers: what a press means depends on what lies under it.
import { type Point, subtract } from '../../geometry/point.ts';
import type { Easel } from './easel.ts';
import { type Grip, Grips } from './grips.ts';
import { handlesOf, middlesOf, nearestOf, pull, type Shape, shift } from './shape.ts';
import { texts } from './texts.ts';

/** Hand turns pointer events into changes of an easel. */
export class Hand {
  readonly #easel: Easel;
  readonly grips: Grips;

  constructor(easel: Easel) {
    this.#easel = easel;
    this.grips = new Grips({
      viewport: easel.viewport,
      get ready() {
        return easel.ready;
      },
      grip: (event, at) => this.#gripFor(event, at),
      pressed: () => {
        easel.keyed = false;
        easel.leaving = false;
      },
      refresh: () => easel.refresh(),
    });
  }

  /** onHover shows where a point would be set. */
  readonly onHover = (event: PointerEvent): void => {
    if (this.grips.busy || event.pointerType === 'touch' || this.#easel.keyed) return;
    if (this.#easel.sketch.made.length === 0) return;
    this.#easel.cursor = this.#easel.viewport.pointOf(event);
    this.#easel.refresh();
  };

  #gripFor(event: PointerEvent, at: Point): Grip {
    const easel = this.#easel;
    const reach = easel.reach(event.pointerType);
    if (easel.sketch.made.length > 0) return this.#setting(at, reach);
    return this.#onHandle(at, reach) ?? this.#onShape(at, reach) ?? this.#onNothing(at, reach);
  }

  #onNothing(at: Point, reach: number): Grip {
    this.#easel.select(undefined);
    return this.#easel.mode === 'move' ? this.grips.panning() : this.#setting(at, reach);
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
        this.#easel.refresh();
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
        easel.refresh();
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
