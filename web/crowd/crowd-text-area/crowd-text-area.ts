import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { flag } from '../flag.ts';
import { TextField } from '../text-field/text-field.ts';
import { lengthOf } from '../text-field/text-rules.ts';
import { texts } from '../texts.ts';
import { styles } from './crowd-text-area.styles.ts';

/**
 * crowd-text-area is a field for text of several lines.
 *
 * Attributes: those of crowd-input without type, and rows (height at the
 * start), max-rows (grows with the text up to this, then scrolls), char-counter.
 * Properties: value (text with \n between lines; null empties), validate().
 * Events: input, change. Parts: control.
 */
export class CrowdTextArea extends TextField {
  static override styles = [...TextField.styles, styles];

  @property() rows: string | number = 1;
  @property({ attribute: 'max-rows' }) maxRows: string | number | null = null;
  @property({ attribute: 'char-counter', converter: flag }) charCounter = false;

  protected field(): TemplateResult {
    return html`<textarea
      id="control"
      class="control ${this.#most === undefined ? '' : 'grows'}"
      part="control"
      rows=${this.#least}
      placeholder=${this.placeholder || ' '}
      ?required=${this.required}
      ?disabled=${this.disabled}
      maxlength=${this.most ?? nothing}
      aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby="error"
      aria-label=${this.label ? nothing : this.getAttribute('aria-label') || this.placeholder || this.name || nothing}
      @input=${this.onInput}
      @change=${this.onChange}
    ></textarea>`;
  }

  protected override count(): TemplateResult | typeof nothing {
    if (!this.charCounter) return nothing;
    return html`<span class="count">${texts.characters(this.value.length, this.most)}</span>`;
  }

  protected override updated(): void {
    const style = this.control?.style;
    if (!style) return;
    const padding = this.label ? 33 : 20;
    style.minHeight = `calc(${this.#least}lh + ${padding}px)`;
    style.maxHeight = this.#most === undefined ? '' : `calc(${this.#most}lh + ${padding}px)`;
  }

  get #least(): number {
    return Math.max(1, lengthOf(this.rows) ?? 1);
  }

  get #most(): number | undefined {
    const most = lengthOf(this.maxRows);
    return most === undefined || most === 0 ? undefined : Math.max(this.#least, most);
  }
}
