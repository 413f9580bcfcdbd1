import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { type Choice, Choices } from '../choices/choices.ts';
import { type Json, stringList } from '../json.ts';
import { texts } from '../texts.ts';
import { Tool } from '../tool/tool.ts';

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
export class CrowdClassifier extends Choices {
  static override readonly regions: readonly string[] = [...Tool.regions, 'classification-target'];

  /** initialValue is the category that is chosen at the start. */
  @property({ attribute: 'initial-value' }) initialValue = '';
  @state() private chosen: string | undefined;
  protected override readonly single = true;
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

  protected override get choices(): Choice[] {
    const selected = this.selected;
    return this.#categories.map((name) => ({ name, on: name === selected }));
  }

  protected override pick(place: number): void {
    this.choose(this.#categories[place]);
    this.changed();
  }

  protected complaint(): string {
    return this.selected === undefined ? texts.chooseOne : '';
  }

  protected work(): TemplateResult {
    return html`<slot name="classification-target"></slot>`;
  }

  private choose(category: string | undefined): void {
    this.#touched = true;
    this.chosen = category;
  }
}
