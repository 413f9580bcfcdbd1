// Mouse, pen and fingers on a mask: the mode says what a press does.
import type { Point } from '../../geometry/point.ts';
import { type Grip, Grips } from '../drawing/grips.ts';
import type { Studio } from './studio.ts';

/** Hand turns pointer events into changes of a studio. */
export class Hand {
  readonly #studio: Studio;
  readonly grips: Grips;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.grips = new Grips({
      viewport: studio.viewport,
      get ready() {
        return studio.ready;
      },
      grip: (event, at) => this.#gripFor(event, at),
      pressed: () => {
        // A pointer takes the brush out of the keys' hand; a second one only comes along.
        if (!this.grips.busy) studio.lift();
        studio.keyed = false;
      },
      refresh: () => studio.refresh(),
    });
  }

  /** onHover shows the brush, and where the next corner would be set. */
  readonly onHover = (event: PointerEvent): void => {
    const studio = this.#studio;
    if (studio.keyed || (event.pointerType === 'touch' && !this.grips.busy)) return;
    const at = studio.viewport.pointOf(event);
    studio.overlay.hover(at);
    if (studio.mask.made.length === 0) return;
    studio.cursor = at;
    studio.refresh();
  };

  /** onLeave hides the brush. */
  readonly onLeave = (): void => {
    if (!this.grips.busy) this.#studio.overlay.hover(undefined);
  };

  #gripFor(event: PointerEvent, at: Point): Grip {
    const studio = this.#studio;
    if (studio.mode === 'move') return this.grips.panning();
    if (studio.paints) return studio.press(at) ? this.#painting() : idle;
    return this.#placing(studio.reach(event.pointerType));
  }

  #painting(): Grip {
    const studio = this.#studio;
    return {
      move: (to, _, event) => {
        for (const sample of samplesOf(event)) studio.drag(studio.viewport.pointOf(sample));
        studio.overlay.hover(to);
      },
      up: (to) => {
        studio.drag(to);
        studio.lift();
      },
      cancel: () => studio.abort(),
    };
  }

  // A corner is set, and a flood begins, where the pointer is released.
  #placing(reach: number): Grip {
    const studio = this.#studio;
    return {
      move: (to) => {
        studio.cursor = to;
        studio.refresh();
      },
      up: (to) => {
        studio.cursor = to;
        if (studio.mode === 'fill') studio.fill(to);
        else studio.corner(to, reach);
      },
      cancel: () => {},
    };
  }
}

const idle: Grip = { move: () => {}, up: () => {}, cancel: () => {} };

/** samplesOf gives all places that a pointer has been at since the last event. */
function samplesOf(event: PointerEvent): PointerEvent[] {
  const samples = event.getCoalescedEvents?.() ?? [];
  return samples.length > 0 ? samples : [event];
}
