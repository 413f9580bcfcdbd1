import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { type Json, stringList } from '../json.ts';
import { choiceOf, digitOf, isFree } from '../page/hotkeys.ts';
import type { Shortcut } from '../page/messages.ts';
import { texts } from '../texts.ts';
import { ownsKeys } from '../tool/keys.ts';
import { Tool } from '../tool/tool.ts';
import { styles } from './crowd-classifier.styles.ts';

/** isShort tells whether a category can stand beside another one in a narrow window without a broken word. */
function isShort(category: string): boolean {
  return category.length <= 24 && category.split(/\s+/).every((word) => word.length <= 10);
}

/**
 * crowd-classifier asks for one category of its classification-target.
 *
 * Attributes: name, categories (loose JSON list of texts), header,
 * initial-value (a category, chosen at the start), disabled.
 * Regions: classification-target, short-instructions, full-instructions.
 * Properties: categories (list; assigning redraws), value ({label} or undefined).
 * Events: input and change when the worker chooses.
 * Keys: 1 to 9 and 0 choose; Enter submits where the classifier bears Submit.
 * Choosing never submits by itself.
 */
export class CrowdClassifier extends Tool {
  static override styles = [...Tool.styles, styles];
  static override readonly regions = [...Tool.regions, 'classification-target'];

  /** initialValue is the category that is chosen at the start. */
  @property({ attribute: 'initial-value' }) initialValue = '';
  @state() private chosen: string | undefined;
  #categories: string[] = [];
  #touched = false;

  /** categories are the choices in their order; a text is read as loose JSON. */
  @property({ attribute: 'categories' })
  get categories(): string[] {
    return this.#categories;
  }
  set categories(given: string[] | string | null) {
    const { list, error } = stringList(this.loose('categories', given ?? undefined));
    if (error !== undefined) this.note('categories', `${error} (${String(given)})`);
    this.#categories = list;
  }

  /** value is {label} of the chosen category; setting it chooses. */
  get value(): { label: string } | undefined {
    const label = this.selected;
    return label === undefined ? undefined : { label };
  }
  set value(value: { label: string } | undefined) {
    this.choose(value?.label);
  }

  /** selected is the chosen category, as long as it is one of the categories. */
  private get selected(): string | undefined {
    // Templates print initial-value by Liquid, often with blanks around it.
    const wanted = this.#touched ? this.chosen : this.initialValue?.trim();
    return this.#categories.find((category) => category === wanted);
  }

  override get shortcuts(): Shortcut[] {
    const choices = this.#categories.slice(0, 10).map((label, place) => ({
      keys: digitOf(place) ?? '',
      does: texts.keyChoose(label),
    }));
    return [...choices, ...super.shortcuts];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
  }

  reset(): void {
    this.#touched = false;
    this.chosen = undefined;
    this.requestUpdate();
  }

  saveState(): Json | undefined {
    return this.#touched ? (this.chosen ?? null) : undefined;
  }

  restoreState(state: Json): void {
    this.choose(typeof state === 'string' ? state : undefined);
    this.changed();
  }

  override focus(options?: FocusOptions): void {
    const radios = this.renderRoot.querySelectorAll<HTMLInputElement>('input');
    const target = [...radios].find((radio) => radio.checked) ?? radios[0];
    target ? target.focus(options) : super.focus(options);
  }

  protected complaint(): string {
    return this.selected === undefined ? texts.chooseOne : '';
  }

  protected work(): TemplateResult {
    return html`<slot name="classification-target"></slot>`;
  }

  protected answers(): TemplateResult {
    const short = this.#categories.every(isShort);
    return html`<fieldset class="choices ${short ? 'short' : ''}" role="radiogroup" aria-labelledby="header" ?disabled=${this.disabled}>
      ${this.#categories.map((category, place) => this.#choice(category, place))}
    </fieldset>`;
  }

  #choice(category: string, place: number): TemplateResult {
    const selected = category === this.selected;
    const digit = digitOf(place);
    return html`<label class="label-button ${selected ? 'selected' : ''}">
      <input
        type="radio"
        name="category"
        .checked=${selected}
        aria-keyshortcuts=${digit ?? nothing}
        @input=${stop}
        @change=${(event: Event) => this.#pick(category, event)}
      />
      <span>${category}</span>
      ${digit === undefined ? nothing : html`<kbd aria-hidden="true">${digit}</kbd>`}
    </label>`;
  }

  private choose(category: string | undefined): void {
    this.#touched = true;
    this.chosen = category;
  }

  #pick(category: string, event?: Event): void {
    if (event) stop(event);
    this.choose(category);
    this.changed();
  }

  #onKey = (event: KeyboardEvent): void => {
    if (this.disabled || !isFree(event) || !ownsKeys(this)) return;
    const place = choiceOf(event);
    const category = place === undefined ? undefined : this.#categories[place];
    if (category !== undefined) {
      event.preventDefault();
      this.#pick(category);
    } else if (event.key === 'Enter') this.#enter(event);
  };

  // Enter on a button or link is that button's or link's own.
  #enter(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const idle =
      target === document.body || (target instanceof Element && target.matches('input[type=radio], section'));
    if (event.repeat || !idle || !this.submits || this.complaint() !== '') return;
    event.preventDefault();
    this.closest<HTMLElement & { submit(): void }>('crowd-form')?.submit();
  }
}

// The radio button's own events stay inside; the tool tells the page itself.
function stop(event: Event): void {
  event.stopPropagation();
}
