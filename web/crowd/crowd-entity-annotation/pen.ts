// Marking with a pointer: a drag or a double click marks, a click on a mark
// selects it. Fingers mark as their system has it, and then touch a label.
import type { Span } from './entity.ts';
import type { Scribe } from './scribe.ts';

/** still is how far, in pixels, a mouse may go between press and release of a click. */
const still = 3;

/** Pen turns a pointer's presses on a text into marks. */
export class Pen {
  readonly #scribe: Scribe;
  /** #pressed is where the mouse was pressed on the text, while it is. */
  #pressed: { x: number; y: number } | undefined;

  constructor(scribe: Scribe) {
    this.#scribe = scribe;
  }

  /** listen follows what happens outside the text too: a drag may end anywhere. */
  listen(): void {
    document.addEventListener('mouseup', this.#onUp);
    document.addEventListener('selectionchange', this.#onSelection);
  }

  /** rest ends that. */
  rest(): void {
    document.removeEventListener('mouseup', this.#onUp);
    document.removeEventListener('selectionchange', this.#onSelection);
    this.#pressed = undefined;
  }

  /** onDown begins a press on the text. */
  readonly onDown = (event: MouseEvent): void => {
    if (event.button !== 0 || (event.target as Element).closest('.remove')) return;
    this.#pressed = { x: event.clientX, y: event.clientY };
    this.#scribe.keyed = false;
  };

  readonly #onUp = (event: MouseEvent): void => {
    const from = this.#pressed;
    this.#pressed = undefined;
    if (!from) return;
    const moved = Math.hypot(event.clientX - from.x, event.clientY - from.y) > still;
    if (moved || event.detail > 1 || event.shiftKey) this.#mark();
    else this.#click(event);
  };

  // A long touch selects without a press of the mouse.
  readonly #onSelection = (): void => {
    const span = this.#pressed || this.#scribe.keyed ? undefined : this.#span();
    if (span) this.#scribe.wait(span);
  };

  #mark(): void {
    const span = this.#span();
    if (span) this.#scribe.take(span);
  }

  #span(): Span | undefined {
    const found = this.#scribe.paper?.selection();
    if (!found || found.from === found.to) return undefined;
    return { start: Math.min(found.from, found.to), end: Math.max(found.from, found.to) };
  }

  #click(event: MouseEvent): void {
    const { marking, paper } = this.#scribe;
    const start = event
      .composedPath()
      .map((node) => (node instanceof HTMLElement ? node.dataset['start'] : undefined))
      .find((found) => found !== undefined);
    const place = paper?.selection()?.to;
    this.#scribe.select(start === undefined ? undefined : marking.at(Number(start)));
    if (start === undefined && place !== undefined) this.#scribe.caret = this.#scribe.anchor = place;
  }
}
