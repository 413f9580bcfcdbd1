import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { type Json, stringList } from '../json.ts';
import { Tool } from '../tool/tool.ts';
import { MultiChoices } from './multi-choices.ts';

/**
 * crowd-classifier-multi-select asks for all categories that fit its
 * classification-target.
 *
 * Attributes: name, categories (loose JSON list of texts), header,
 * exclusion-category ({text}, or a text: one more choice that clears and blocks
 * the others), disabled.
 * Regions: classification-target, short-instructions, full-instructions.
 * Properties: categories (list; assigning redraws), exclusionCategory, value
 * ({labels} in the order of the list, empty for the exclusion category, or
 * undefined while nothing is chosen).
 * Events: input and change when the worker chooses.
 * Keys: 1 to 9 and 0 choose and clear; Enter submits where the tool bears Submit.
 */
export class CrowdClassifierMultiSelect extends MultiChoices<string> {
  static override readonly regions: readonly string[] = [...Tool.regions, 'classification-target'];

  /** categories are the choices in their order; a text is read as loose JSON. */
  @property({ attribute: 'categories' })
  get categories(): string[] {
    return this.items;
  }
  set categories(given: string[] | string | null) {
    const { list, error } = stringList(this.loose('categories', given ?? undefined));
    if (error !== undefined) this.note('categories', `${error} (${String(given)})`);
    this.items = list;
  }

  /** value is {labels}; setting it chooses. */
  get value(): { labels: string[] } | undefined {
    return this.answered ? { labels: this.picked } : undefined;
  }
  set value(value: { labels: string[] } | undefined) {
    this.choose(value?.labels);
  }

  saveState(): Json | undefined {
    return this.touched ? (this.value ?? null) : undefined;
  }

  restoreState(state: Json): void {
    this.value = (state as { labels: string[] } | null) ?? undefined;
    this.changed();
  }

  protected override nameOf(item: string): string {
    return item;
  }

  protected work(): TemplateResult {
    return html`<slot name="classification-target"></slot>`;
  }
}
