// The text as it stands in the page: which place of it lies where in the DOM and
// on the screen, and the browser's own selection in it. Each segment's words are
// the only child of an element with class "words".
import type { Segment, Span } from './entity.ts';
import type { Spot } from './lines.ts';

/** rightToLeft matches a character that is written from the right. */
const rightToLeft = /^[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Paper is one drawn text. */
export class Paper {
  readonly #element: HTMLElement;
  readonly #segments: readonly Segment[];
  readonly #words: readonly HTMLElement[];

  /** A paper belongs to a drawing of the segments in an element, and is good until the next one. */
  constructor(element: HTMLElement, segments: readonly Segment[]) {
    this.#element = element;
    this.#segments = segments;
    this.#words = [...element.querySelectorAll<HTMLElement>('.words')];
  }

  /** rtl tells whether the text as a whole is written from the right. */
  get rtl(): boolean {
    return getComputedStyle(this.#element).direction === 'rtl';
  }

  /** selection gives what the browser has selected in the text: where it began and where it ends, undefined when that lies elsewhere. */
  selection(): { from: number; to: number } | undefined {
    const found = rangeIn(this.#element);
    if (!found) return undefined;
    const { startContainer, startOffset, endContainer, endOffset } = found;
    if (!this.#element.contains(startContainer) || !this.#element.contains(endContainer)) return undefined;
    return { from: this.#place(startContainer, startOffset), to: this.#place(endContainer, endOffset) };
  }

  /** select shows a stretch as selected. */
  select({ start, end }: Span): void {
    const [from, to] = [this.#point(start), this.#point(end)];
    if (from && to) document.getSelection()?.setBaseAndExtent(from[0], from[1], to[0], to[1]);
  }

  /** spot is where the caret of a place stands. */
  spot(place: number): Spot {
    const point = this.#point(place);
    if (!point) return this.#element.getBoundingClientRect();
    const [node, at] = point;
    const code = node.data.codePointAt(at);
    if (code !== undefined) {
      const box = boxOf(node, at, at + (code > 0xffff ? 2 : 1));
      if (box) return this.#edge(box, code, 'before');
    }
    const last = boxOf(node, Math.max(at - 1, 0), at) ?? this.#element.getBoundingClientRect();
    return this.#edge(last, node.data.codePointAt(at - 1) ?? 0, 'behind');
  }

  #edge({ left, right, top, bottom }: DOMRect, code: number, side: 'before' | 'behind'): Spot {
    const character = String.fromCodePoint(code);
    const rtl = rightToLeft.test(character) || (this.rtl && !/^[\p{Letter}\p{Number}]/u.test(character));
    return { x: rtl === (side === 'before') ? right : left, top, bottom };
  }

  /** point is the text node of a place, and where in it. */
  #point(place: number): [Text, number] | undefined {
    let index = this.#segments.findLastIndex(({ start }) => start <= place);
    if (index < 0) index = 0;
    const node = this.#words[index]?.firstChild;
    const start = this.#segments[index]?.start ?? 0;
    return node instanceof Text ? [node, Math.min(place - start, node.length)] : undefined;
  }

  #place(node: Node, offset: number): number {
    const index = this.#words.findIndex((words) => words.firstChild === node);
    if (index >= 0) return (this.#segments[index]?.start ?? 0) + offset;
    // Between segments, or on a name: the next words count from their beginning.
    const mark = document.createRange();
    mark.setStart(node, offset);
    const next = this.#words.findIndex((words) => mark.comparePoint(words, 0) >= 0);
    return next < 0 ? (this.#segments.at(-1)?.end ?? 0) : (this.#segments[next]?.start ?? 0);
  }
}

/** rangeIn gives the browser's selection as seen from inside an element's shadow root. */
function rangeIn(element: Element): AbstractRange | undefined {
  const selection = document.getSelection();
  const root = element.getRootNode();
  if (!selection || selection.rangeCount === 0 || !(root instanceof ShadowRoot)) return undefined;
  return selection.getComposedRanges?.({ shadowRoots: [root] })[0] ?? selection.getRangeAt(0);
}

function boxOf(node: Text, from: number, to: number): DOMRect | undefined {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return range.getClientRects()[0];
}
