import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { panelLook } from '../drawing/panel.styles.ts';
import type { Json } from '../json.ts';
import { digitOf, isFree } from '../page/hotkeys.ts';
import type { Shortcut } from '../page/messages.ts';
import { ownsKeys } from '../tool/keys.ts';
import { Tool } from '../tool/tool.ts';
import { styles } from './crowd-entity-annotation.styles.ts';
import {
  type Entity,
  type EntityValue,
  readEntities,
  type Segment,
  segmentsOf,
  writeEntities,
} from './entity.ts';
import { press, shortcuts } from './keyboard.ts';
import { readLabels } from './labels.ts';
import { Offsets } from './offsets.ts';
import { drawPanel } from './panel.ts';
import { Paper } from './paper.ts';
import { Pen } from './pen.ts';
import { Scribe } from './scribe.ts';
import { drawSheet } from './sheet.ts';
import { texts } from './texts.ts';

/**
 * crowd-entity-annotation asks to label stretches of a text. It stands without
 * a form: it then brings a crowd-form of its own, in its shadow root, into which
 * scripts may put fields. Its children that are fields are part of that form too.
 *
 * Attributes: name, text, labels (loose JSON list of {label, fullDisplayName,
 * shortDisplayName}, or of texts), initial-value (loose JSON list of {label,
 * startOffset, endOffset}), header, disabled.
 * Regions: short-instructions, full-instructions.
 * Properties: labels (list; assigning redraws, marks whose label is gone are
 * hidden), text, initialValue, value ({entities} sorted by startOffset; offsets
 * count code points, the end is exclusive; the list may be empty).
 * Events: input, change. Keys: 1 to 9 and 0 label; the others are in its list.
 */
export class CrowdEntityAnnotation extends Tool {
  static override styles = [...Tool.styles, panelLook, styles];

  protected override readonly bringsForm = true;
  protected override readonly scrolls = false;
  readonly #scribe = new Scribe(this);
  readonly #pen = new Pen(this.#scribe);
  #text = '';
  #offsets = new Offsets('');
  #labels: unknown = [];
  #initialValue: unknown;
  #initial: readonly Entity[] = [];
  #unread = 0;
  #noted = 0;
  #touched = false;
  #segments: readonly Segment[] = [];
  #drawn: { text: string; shown: readonly Entity[] } | undefined;

  /** text is what is marked, shown as it is. */
  @property()
  get text(): string {
    return this.#text;
  }
  set text(text: string | null) {
    this.#text = text ?? '';
    this.#offsets = new Offsets(this.#text);
    this.#scribe.setText(this.#text);
    this.#start();
  }

  /** labels are what stretches can be: objects or texts; a text is read as loose JSON. */
  @property({ attribute: 'labels' })
  get labels(): unknown {
    return this.#labels;
  }
  set labels(given: unknown) {
    const value = this.loose('labels', given ?? undefined);
    const { labels, error } = readLabels(value as Json | undefined);
    if (error !== undefined) this.note('labels', `${error} (${JSON.stringify(given)})`);
    this.#labels = value ?? [];
    this.#scribe.setLabels(labels);
  }

  /** initialValue are the marks at the start: a list, or an object that holds it as the answer does. */
  @property({ attribute: 'initial-value' })
  get initialValue(): unknown {
    return this.#initialValue;
  }
  set initialValue(given: unknown) {
    this.#initialValue = this.loose('initial-value', given ?? undefined);
    this.#start();
  }

  /** value is the answer as it stands. */
  get value(): { entities: EntityValue[] } {
    return { entities: writeEntities(this.#scribe.marking.shown, this.#offsets) };
  }

  override get shortcuts(): Shortcut[] {
    const labels = this.#scribe.marking.labels.slice(0, 10).map(({ full }, place) => ({
      keys: digitOf(place) ?? '',
      does: texts.keyLabel(full),
    }));
    return [...labels, ...shortcuts(), ...super.shortcuts];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
    this.#pen.listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    this.#pen.rest();
  }

  reset(): void {
    this.#touched = false;
    this.#start();
  }

  saveState(): Json | undefined {
    if (!this.#touched) return undefined;
    return { entities: writeEntities(this.#scribe.marking.entities, this.#offsets) };
  }

  restoreState(state: Json): void {
    const { entities } = (state ?? {}) as { entities?: Json };
    if (!Array.isArray(entities)) return;
    this.#scribe.marking.load(readEntities(entities, this.#offsets).entities);
    this.edited();
  }

  override focus(options?: FocusOptions): void {
    const text = this.#sheet;
    text ? text.focus(options) : super.focus(options);
  }

  /** edited tells the page that the marks have changed. */
  edited(): void {
    this.#touched = true;
    this.changed();
  }

  /** A text may hold nothing to mark, so an answer without marks is one. */
  protected complaint(): string {
    return '';
  }

  protected work(): TemplateResult {
    return drawSheet(this.#scribe, this.#pen, this.#segments, this.disabled);
  }

  protected answers(): TemplateResult {
    return drawPanel(this.#scribe, this.disabled);
  }

  protected override willUpdate(): void {
    // Only now are all attributes read: the initial value may stand before the text.
    if (this.#unread !== this.#noted) {
      this.#noted = this.#unread;
      this.note('initial-value', this.#unread > 0 ? texts.unread(this.#unread) : undefined);
    }
    const { text, shown } = this.#scribe.marking;
    if (this.#drawn?.text === text && this.#drawn.shown === shown) return;
    this.#drawn = { text, shown };
    this.#segments = segmentsOf(text, shown);
    this.#scribe.paper = undefined;
  }

  protected override updated(): void {
    const sheet = this.#sheet;
    if (!sheet) return;
    this.#scribe.paper ??= new Paper(sheet, this.#segments);
    if (this.#scribe.keyed) this.#placeCaret(sheet);
    if (this.#scribe.reveal) {
      this.#scribe.reveal = false;
      const shown = sheet.querySelector('mark.selected') ?? sheet.querySelector('.caret');
      shown?.scrollIntoView({ block: 'nearest' });
    }
  }

  get #sheet(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.text');
  }

  #start(): void {
    if (this.#touched) return;
    const given = this.#initialValue as { entities?: unknown } | null | undefined;
    const { entities, unread } = readEntities(given?.entities ?? given, this.#offsets);
    this.#initial = entities;
    this.#unread = this.#text === '' ? 0 : unread;
    this.#scribe.marking.load(this.#initial);
    this.requestUpdate();
  }

  #placeCaret(sheet: HTMLElement): void {
    const caret = sheet.querySelector<HTMLElement>('.caret');
    const spot = this.#scribe.paper?.spot(this.#scribe.caret);
    if (!caret || !spot) return;
    const { left, top } = sheet.getBoundingClientRect();
    caret.style.left = `${spot.x - left - sheet.clientLeft}px`;
    caret.style.top = `${spot.top - top - sheet.clientTop}px`;
    caret.style.height = `${spot.bottom - spot.top}px`;
  }

  #onKey = (event: KeyboardEvent): void => {
    if (this.disabled || !isFree(event) || !ownsKeys(this)) return;
    const target = event.composedPath()[0];
    if (press(this.#scribe, event, target === this.#sheet)) event.preventDefault();
  };
}
