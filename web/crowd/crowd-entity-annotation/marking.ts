// The state of one text's marks: its entities, what is chosen, and what was
// before. No DOM: the tool turns presses into these calls and shows what has
// become of them.
import { History } from '../drawing/history.ts';
import { type Entity, entityAt, mark, overlaps, type Span, trim, widen } from './entity.ts';
import type { Label } from './labels.ts';

/** Outcome is what became of a choice: a new mark, another label of an old one, or only a choice. */
export type Outcome = 'marked' | 'relabelled' | 'chosen' | 'nothing';

/** Marking is one text with its marks. */
export class Marking {
  text = '';
  /** labels are what marks can be; those of other labels are kept, and hidden. */
  labels: readonly Label[] = [];
  /** label is what the next stretch becomes, undefined while none is chosen. */
  label: string | undefined;
  /** chosen is a stretch that waits for a label. */
  chosen: Span | undefined;
  #history = new History<readonly Entity[]>([]);
  #selected: number | undefined;
  #view: { entities: readonly Entity[]; labels: readonly Label[]; shown: readonly Entity[] } | undefined;

  /** entities are the marks in their order. */
  get entities(): readonly Entity[] {
    return this.#history.now;
  }

  /** shown are the marks whose label exists; the same list for as long as nothing changes. */
  get shown(): readonly Entity[] {
    const { entities, labels } = this;
    if (this.#view?.entities !== entities || this.#view.labels !== labels) {
      const known = new Set(labels.map(({ label }) => label));
      this.#view = { entities, labels, shown: entities.filter(({ label }) => known.has(label)) };
    }
    return this.#view.shown;
  }

  /** selected is the mark that is worked on. */
  get selected(): Entity | undefined {
    return this.shown.find(({ start }) => start === this.#selected);
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** load starts anew with given marks. */
  load(entities: readonly Entity[]): void {
    this.#history = new History(entities);
    this.clear();
  }

  /** clear chooses no stretch and no mark. */
  clear(): void {
    this.chosen = undefined;
    this.#selected = undefined;
  }

  /** choose takes a label for what comes next, for the stretch that waits, and for the selected mark. */
  choose(label: string): Outcome {
    this.label = label;
    if (this.chosen) return this.#mark(this.chosen, label);
    const { selected } = this;
    if (!selected || selected.label === label) return 'chosen';
    this.#change(selected, { ...selected, label });
    return 'relabelled';
  }

  /** take takes a stretch that somebody has marked: it gets the chosen label, or waits for one. */
  take(span: Span): Outcome {
    this.wait(span);
    if (!this.chosen) return 'nothing';
    return this.label === undefined ? 'chosen' : this.#mark(this.chosen, this.label);
  }

  /** wait lets a stretch wait for a label, without blanks at its ends and with the whole of the marks that it touches. */
  wait(span: Span): void {
    const inner = trim(this.text, span);
    this.clear();
    this.chosen = inner && widen(this.shown, inner);
  }

  /** select works on a mark, or on none. */
  select(entity: Entity | undefined): void {
    this.chosen = undefined;
    this.#selected = entity?.start;
  }

  /** at gives the mark at a place. */
  at(place: number): Entity | undefined {
    return entityAt(this.shown, place);
  }

  /** neighbour gives the next or previous mark: of the selected one, else of a place. */
  neighbour(step: 1 | -1, place: number): Entity | undefined {
    const from = this.selected;
    if (step > 0) return this.shown.find(({ start }) => (from ? start > from.start : start >= place));
    return this.shown.findLast(({ start }) => start < (from?.start ?? place));
  }

  /** remove takes a mark away. */
  remove(entity: Entity): void {
    this.#change(entity);
    this.clear();
  }

  undo(): void {
    this.#history.undo();
    this.clear();
  }

  redo(): void {
    this.#history.redo();
    this.clear();
  }

  #mark(span: Span, label: string): Outcome {
    const marked = mark(this.shown, span, label);
    const made = widen(this.shown, span);
    // Marks that nobody sees give way, so that none overlap when their label is back.
    const hidden = this.entities.filter((entity) => !this.shown.includes(entity) && !overlaps(entity, made));
    this.#history.change([...marked, ...hidden].sort((a, b) => a.start - b.start));
    this.clear();
    return 'marked';
  }

  #change(entity: Entity, next?: Entity): void {
    this.#history.change(this.entities.flatMap((other) => (other === entity ? (next ?? []) : other)));
  }
}
