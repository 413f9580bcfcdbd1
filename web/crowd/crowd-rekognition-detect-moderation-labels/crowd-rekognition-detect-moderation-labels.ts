import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { MultiChoices } from '../crowd-classifier-multi-select/multi-choices.ts';
import { cloneJson, type Json } from '../json.ts';
import { texts } from '../texts.ts';

/** answerKey is where the answer lies; the element has no name. */
const answerKey = 'AWS/Rekognition/DetectModerationLabels/Image/V3';

/**
 * crowd-rekognition-detect-moderation-labels asks which moderation labels fit an
 * image.
 *
 * Attributes: header, src, categories (loose JSON list of texts, or of objects
 * with name), exclusion-category (a text or {text}; "None" when there is none).
 * Regions: short-instructions, full-instructions.
 * Properties: categories, exclusionCategory, value ({moderationLabels} with the
 * chosen categories whole, empty for the exclusion category, or undefined).
 * Answer: under AWS/Rekognition/DetectModerationLabels/Image/V3, whatever the name.
 * Events: input and change. Keys: 1 to 9 and 0, Enter; on the image + - F and the
 * arrows.
 */
export class CrowdRekognitionDetectModerationLabels extends MultiChoices<Json> {
  @property() src = '';

  constructor() {
    super();
    this.name = answerKey;
  }

  /** categories are the labels in their order; a text is read as loose JSON. */
  @property({ attribute: 'categories' })
  get categories(): Json[] {
    return this.items;
  }
  set categories(given: Json[] | string | null) {
    const value = this.loose('categories', given ?? undefined);
    if (Array.isArray(value)) this.items = value;
    else if (value !== undefined) this.note('categories', `a list is needed (${String(given)})`);
  }

  override get exclusionCategory(): string {
    return super.exclusionCategory ?? texts.none;
  }
  override set exclusionCategory(given: string | { text: string } | null | undefined) {
    super.exclusionCategory = given;
  }

  /** value is {moderationLabels}; setting it chooses those of the categories that are equal. */
  get value(): { moderationLabels: Json[] } | undefined {
    return this.answered ? { moderationLabels: this.picked } : undefined;
  }
  set value(value: { moderationLabels: Json[] } | undefined) {
    const wanted = value?.moderationLabels.map((label) => JSON.stringify(label));
    this.choose(wanted && this.items.filter((item) => wanted.includes(JSON.stringify(item))));
  }

  override entries() {
    const value = cloneJson(this.value);
    return value === undefined ? [] : [{ kind: 'value' as const, name: answerKey, value }];
  }

  saveState(): Json | undefined {
    return this.touched ? (this.value ?? null) : undefined;
  }

  restoreState(state: Json): void {
    this.value = (state as { moderationLabels: Json[] } | null) ?? undefined;
    this.changed();
  }

  protected override nameOf(item: Json): string {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return String(item);
    return String(item['name'] ?? item['Name'] ?? JSON.stringify(item));
  }

  protected override work(): TemplateResult {
    return html`<foureyes-image .src=${this.src ?? ''} .alt=${this.header ?? ''}></foureyes-image>`;
  }
}
