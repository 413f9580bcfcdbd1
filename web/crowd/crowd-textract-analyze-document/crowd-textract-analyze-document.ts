import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { stageLook } from '../drawing/stage.styles.ts';
import { flag } from '../flag.ts';
import { cloneJson, fieldsOf, type Json } from '../json.ts';
import { isFree } from '../page/hotkeys.ts';
import type { Shortcut } from '../page/messages.ts';
import { pageBarLook } from '../sheets/page-bar.styles.ts';
import { ownsKeys } from '../tool/keys.ts';
import { Tool } from '../tool/tool.ts';
import { answerOf } from './answer.ts';
import { type Block, readBlocks } from './blocks.ts';
import { styles } from './crowd-textract-analyze-document.styles.ts';
import { Desk } from './desk.ts';
import { drawFields, type Moves } from './fields.ts';
import { Hand } from './hand.ts';
import { press, shortcutsOf, walk } from './keyboard.ts';
import { drawPage } from './page-view.ts';
import { begin, type Entry, isDone, keep, readWanted, resume, type Wanted } from './review.ts';
import { texts } from './texts.ts';

/** answerKey is where the answer lies; the element has no name. */
const answerKey = 'AWS/Textract/AnalyzeDocument/Forms/V1';

/**
 * crowd-textract-analyze-document asks to check the keys and values that were read
 * from a form, and to find keys that were not.
 *
 * Attributes: header, src (an image, a PDF or a TIFF), initial-value (loose JSON
 * list of Textract's blocks, keys in lower camel case), block-types (accepted; only
 * KEY_VALUE_SET is there), keys (loose JSON list of {importantFormKey,
 * importantFormKeyAliases}, or of texts), no-key-edit, no-geometry-edit, disabled.
 * Regions: short-instructions, full-instructions.
 * Properties: initialValue, keys, value ({blocks}).
 * Answer: under AWS/Textract/AnalyzeDocument/Forms/V1, whatever the name.
 * Events: input and change. Keys: in a field Enter goes on to the next, Alt with the
 * arrows up and down anywhere; Esc leaves the text, and then E writes, B says blank,
 * X no pair or not found, M moves the box; on the page + - F W R and the arrows.
 */
export class CrowdTextractAnalyzeDocument extends Tool {
  static override styles = [...Tool.styles, stageLook, pageBarLook, styles];

  @property({ attribute: 'no-key-edit', converter: flag }) noKeyEdit = false;
  @property({ attribute: 'no-geometry-edit', converter: flag }) noGeometryEdit = false;
  @property({ attribute: 'block-types' }) blockTypes: unknown;

  protected override readonly scrolls = false;
  readonly #desk = new Desk(this);
  readonly #hand = new Hand(this.#desk, (id, byTouch) => this.#pick(id, byTouch));
  #given: unknown;
  #blocks: readonly Block[] = [];
  #wanted: readonly Wanted[] = [];
  #first: readonly Entry[] = [];
  #touched = false;

  constructor() {
    super();
    this.name = answerKey;
  }

  /** src is the document's address. */
  @property()
  get src(): string {
    return this.#desk.picture.src;
  }
  set src(src: string | null) {
    this.#desk.picture.src = src ?? '';
  }

  /** initialValue are the blocks to check; a text is read as loose JSON. */
  @property({ attribute: 'initial-value' })
  get initialValue(): unknown {
    return this.#given;
  }
  set initialValue(given: unknown) {
    const value = this.loose('initial-value', given ?? undefined);
    const blocks = readBlocks(value);
    if (value !== undefined && !blocks) this.note('initial-value', `${texts.unread} (${String(given)})`);
    this.#given = value;
    this.#blocks = blocks ?? [];
    this.#begin();
  }

  /** keys are those that the worker has to look for; a text is read as loose JSON. */
  @property({ attribute: 'keys' })
  get keys(): readonly { importantFormKey: string; importantFormKeyAliases: readonly string[] }[] {
    return this.#wanted.map(({ name, aliases }) => ({
      importantFormKey: name,
      importantFormKeyAliases: aliases,
    }));
  }
  set keys(given: unknown) {
    const value = this.loose('keys', given ?? undefined);
    const wanted = readWanted(value);
    if (value !== undefined && !wanted) this.note('keys', `${texts.keysUnread} (${String(given)})`);
    this.#wanted = wanted ?? [];
    this.#begin();
  }

  /** value is {blocks}, the answer as it stands. */
  get value(): { blocks: Block[] } {
    return { blocks: answerOf(this.#blocks, this.#desk.entries, this.#first) };
  }

  override entries() {
    const value = cloneJson(this.value);
    return value === undefined ? [] : [{ kind: 'value' as const, name: answerKey, value }];
  }

  override get shortcuts(): Shortcut[] {
    return [...shortcutsOf(this.#desk), ...super.shortcuts];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    this.#hand.release();
  }

  reset(): void {
    this.#touched = false;
    this.#begin();
  }

  saveState(): Json | undefined {
    if (!this.#touched) return undefined;
    return cloneJson({ entries: keep(this.#desk.entries, this.#first) });
  }

  restoreState(state: Json): void {
    this.#desk.entries = resume(this.#first, fieldsOf(state)['entries']);
    this.edited();
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.field.chosen .row, .row, .stage')?.focus(options);
  }

  /** edited tells the page that the answer has changed. */
  edited(): void {
    this.#touched = true;
    this.changed();
  }

  protected override willUpdate(): void {
    this.#desk.fixed = this.noGeometryEdit;
    this.#desk.keyed = this.noKeyEdit;
    this.#desk.locked = this.disabled;
  }

  protected complaint(): string {
    const open = this.#desk.entries.filter((entry) => !isDone(entry)).length;
    return open > 0 ? texts.answerKeys(open) : '';
  }

  override validate(): boolean {
    if (super.validate()) return true;
    this.#desk.select(this.#desk.entries.find((entry) => !isDone(entry))?.id);
    return false;
  }

  protected work(): TemplateResult {
    return html`${drawPage(this.#desk, this.#hand)}`;
  }

  protected answers(): TemplateResult {
    return html`<div @keydown=${this.#onFieldKey}>${drawFields(this.#desk, this.#moves)}</div>`;
  }

  readonly #moves: Moves = {
    choose: (id) => this.#choose(id),
    next: () => void this.#next(),
    undo: (entry) => this.#desk.change(this.#first.find(({ id }) => id === entry.id) ?? entry),
    isChanged: (entry) => !this.#first.includes(entry),
    mark: (part, byKey) => {
      this.#desk.mark(this.#desk.marking === part ? undefined : part);
      if (!this.#desk.marking || !byKey) return;
      this.#desk.putDefault();
      void this.#focusOn('.stage');
    },
  };

  readonly #focus = {
    value: () => void this.#focusOn('.chosen input.value'),
    row: () => void this.#focusOn('.field.chosen .row'),
  };

  #begin(): void {
    this.#first = begin(this.#blocks, this.#wanted);
    if (this.#touched) return;
    this.#desk.entries = this.#first;
    this.#desk.selected = undefined;
    this.#desk.mark(undefined);
  }

  #choose(id: string): void {
    const again = this.#desk.selected === id;
    this.#desk.select(again ? undefined : id);
    if (!again) this.#focus.value();
  }

  // A keyboard on the screen would hide what was just touched.
  #pick(id: string, byTouch: boolean): void {
    this.#desk.select(id);
    void this.#focusOn(byTouch ? undefined : '.chosen input.value');
  }

  async #next(): Promise<void> {
    const more = this.#desk.confirm();
    await this.#focusOn(more ? '.chosen input.value' : undefined);
    if (!more) this.renderRoot.querySelector<HTMLElement>('.send crowd-button')?.focus();
  }

  /** focusOn gives the focus to what matches, once it is drawn, and brings the chosen field into sight. */
  async #focusOn(selector: string | undefined): Promise<void> {
    await this.updateComplete;
    if (selector) {
      const target = this.renderRoot.querySelector<HTMLElement>(selector);
      target?.focus({ preventScroll: true });
      if (target instanceof HTMLInputElement && target.type === 'text') target.select();
    }
    const field = this.renderRoot.querySelector('.field.chosen');
    const room = this.renderRoot.querySelector('.label-pane-content')?.clientHeight ?? 0;
    // Where not all of it fits, its beginning counts.
    field?.scrollIntoView({ block: field.clientHeight > room - 24 ? 'start' : 'nearest' });
  }

  #onFieldKey = (event: KeyboardEvent): void => {
    const { target, key } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(target instanceof HTMLInputElement)) return;
    if (key === 'Enter') void this.#next();
    else if (key === 'Escape') this.#focus.row();
    else return;
    event.preventDefault();
  };

  #onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || !ownsKeys(this)) return;
    if (event.altKey && /^Arrow(Up|Down)$/.test(event.key)) {
      // Who writes goes on writing.
      const focus = isFree(event) ? this.#focus : { ...this.#focus, row: this.#focus.value };
      if (walk(this.#desk, event.key === 'ArrowDown' ? 1 : -1, focus)) event.preventDefault();
      return;
    }
    const target = event.composedPath()[0];
    // Arrows choose among radio buttons.
    if (!isFree(event) || (target instanceof HTMLInputElement && event.key.startsWith('Arrow'))) return;
    const onStage = target === this.renderRoot.querySelector('.stage');
    if (press(this.#desk, event, onStage, this.#focus)) event.preventDefault();
  };
}
