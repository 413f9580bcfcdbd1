// What the parts of the tool share: the marks, the caret, the drawn text, and
// what is said about all of it.
import type { ReactiveControllerHost } from 'lit';
import { colourOf } from '../drawing/colours.ts';
import type { Entity, Span } from './entity.ts';
import type { Label } from './labels.ts';
import { Lines } from './lines.ts';
import { Marking, type Outcome } from './marking.ts';
import type { Paper } from './paper.ts';
import { Steps } from './steps.ts';
import { texts } from './texts.ts';

/** Host is the tool. */
export interface Host extends ReactiveControllerHost {
  /** edited tells the page that the marks have changed. */
  edited(): void;
}

/** long is how many characters of a stretch are said or listed. */
const long = 80;

/** Scribe holds one tool's text and what is done with it. */
export class Scribe {
  readonly marking = new Marking();
  readonly #host: Host;
  /** paper is the drawn text, once it is drawn. */
  paper: Paper | undefined;
  /** caret is where keys go on from, anchor where what they mark began. */
  caret = 0;
  anchor = 0;
  /** keyed is true while keys move the caret, which then shows. */
  keyed = false;
  /** leaving lets the next Tab go on through the page instead of to the next mark. */
  leaving = false;
  /** said is the last thing that was told. */
  said = '';
  /** reveal asks for the caret or the selected mark to come into sight. */
  reveal = false;
  #steps = new Steps('');
  #goal: number | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** setText takes another text. */
  setText(text: string): void {
    this.marking.text = text;
    this.#steps = new Steps(text);
    this.caret = this.anchor = 0;
  }

  /** setLabels takes other labels; a single one is chosen at once. */
  setLabels(labels: readonly Label[]): void {
    const { marking } = this;
    marking.labels = labels;
    if (labels.length === 1) marking.label = labels[0]?.label;
    else if (!labels.some(({ label }) => label === marking.label)) marking.label = undefined;
  }

  get steps(): Steps {
    return this.#steps;
  }

  get lines(): Lines {
    const { paper } = this;
    const spot = (place: number) => paper?.spot(place) ?? { x: place, top: 0, bottom: 1 };
    return new Lines(this.marking.text.length, this.#steps, spot);
  }

  /** goal is the column, in pixels, that moves from line to line keep to. */
  goal(): number {
    this.#goal ??= this.paper?.spot(this.caret).x ?? 0;
    return this.#goal;
  }

  /** colour gives a label's colour. */
  colour(label: string): string {
    return colourOf(
      Math.max(
        this.marking.labels.findIndex((known) => known.label === label),
        0,
      ),
    );
  }

  /** nameOf gives a label's full name. */
  nameOf(label: string): string {
    return this.marking.labels.find((known) => known.label === label)?.full ?? label;
  }

  /** wordsOf gives a stretch's words, cut where they are too long to be said. */
  wordsOf({ start, end }: Span): string {
    const words = this.marking.text.slice(start, end).replaceAll(/\s+/g, ' ');
    return words.length > long ? `${words.slice(0, long)}…` : words;
  }

  /** moveTo sets the caret, and marks from where it was when asked. */
  moveTo(place: number, marks: boolean, keepsColumn = false): void {
    if (!keepsColumn) this.#goal = undefined;
    const from = this.caret;
    this.caret = place;
    if (!marks) this.anchor = place;
    this.keyed = true;
    this.reveal = true;
    this.marking.clear();
    const span = this.span;
    if (span) this.marking.chosen = span;
    this.paper?.select(span ? { start: this.anchor, end: place } : { start: place, end: place });
    this.say(this.wordsOf(span ?? { start: Math.min(from, place), end: Math.max(from, place) }));
  }

  /** span is what keys have marked. */
  get span(): Span | undefined {
    const [start, end] = [Math.min(this.anchor, this.caret), Math.max(this.anchor, this.caret)];
    return start < end ? { start, end } : undefined;
  }

  chooseAll(): void {
    this.anchor = 0;
    this.moveTo(this.marking.text.length, true);
  }

  /** enter labels what is marked, or selects the mark at the caret. */
  enter(): boolean {
    const { chosen } = this.marking;
    if (chosen) this.take(chosen);
    else this.select(this.marking.at(this.caret), true);
    return true;
  }

  /** take takes a stretch that was marked. */
  take(span: Span): void {
    const { label } = this.marking;
    const outcome = this.marking.take(span);
    this.caret = this.anchor = span.end;
    this.#tell(outcome, label ?? '', this.marking.chosen ?? span);
  }

  /** wait lets a stretch wait for a label, whichever is chosen. */
  wait(span: Span): void {
    const before = this.marking.chosen;
    this.marking.wait(span);
    const { chosen } = this.marking;
    if (chosen && (chosen.start !== before?.start || chosen.end !== before.end))
      this.say(texts.waiting(this.wordsOf(chosen)));
  }

  /** choose takes a label. */
  choose(label: string): void {
    const span = this.marking.chosen ?? this.marking.selected;
    this.#tell(this.marking.choose(label), label, span);
  }

  /** select works on a mark, or on none. */
  select(entity: Entity | undefined, reveal = false): void {
    this.marking.select(entity);
    if (entity) this.caret = this.anchor = entity.start;
    this.reveal = reveal;
    this.say(entity ? texts.selected(this.nameOf(entity.label), this.wordsOf(entity)) : '');
  }

  /** selectNext goes to the next or previous mark, and tells whether there was one. */
  selectNext(step: 1 | -1): boolean {
    if (this.leaving) return false;
    const next = this.marking.neighbour(step, this.caret);
    this.select(next, true);
    return next !== undefined;
  }

  /** remove takes a mark away: a given one, or the selected one, or the one at the caret of the keys. */
  remove(entity?: Entity): void {
    const { selected } = this.marking;
    const gone = entity ?? selected ?? (this.keyed ? this.marking.at(this.caret) : undefined);
    if (!gone) return;
    this.marking.remove(gone);
    this.say(texts.removed);
    this.#host.edited();
  }

  /** cancel chooses nothing, and tells whether anything was chosen. */
  cancel(): boolean {
    const { chosen, selected, label, labels } = this.marking;
    this.leaving = true;
    if (chosen) this.#letGo();
    // With a single label there is nothing else to choose.
    else if (!selected && labels.length > 1) this.marking.label = undefined;
    this.marking.clear();
    this.anchor = this.caret;
    this.say('');
    return chosen !== undefined || selected !== undefined || label !== this.marking.label;
  }

  undo(): void {
    if (!this.marking.canUndo) return;
    this.marking.undo();
    this.say(texts.undone);
    this.#host.edited();
  }

  redo(): void {
    if (!this.marking.canRedo) return;
    this.marking.redo();
    this.say(texts.redone);
    this.#host.edited();
  }

  /** say tells what has happened. */
  say(text: string): void {
    this.said = text;
    this.#host.requestUpdate();
  }

  #tell(outcome: Outcome, label: string, span: Span | undefined): void {
    const name = this.nameOf(label);
    const words = span ? this.wordsOf(span) : '';
    if (outcome === 'marked') this.say(texts.marked(name, words));
    else if (outcome === 'relabelled') this.say(texts.relabelled(name));
    else if (this.marking.chosen) this.say(texts.waiting(words));
    else this.say(outcome === 'chosen' ? texts.chosen(name) : '');
    if (outcome === 'marked') this.#letGo();
    else if (this.marking.chosen) this.paper?.select(this.marking.chosen);
    if (outcome === 'marked' || outcome === 'relabelled') this.#host.edited();
  }

  // What was marked is a mark now, so the browser's selection ends.
  #letGo(): void {
    this.anchor = this.caret;
    document.getSelection()?.removeAllRanges();
  }
}
