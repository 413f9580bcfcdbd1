import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { fileNames } from '../answer/native.ts';
import type { Json } from '../json.ts';
import { TextField } from '../text-field/text-field.ts';

/** written are the types in which an empty box shows nothing, so that a label can stand there. */
const written = new Set(['text', 'search', 'email', 'url', 'tel', 'password', 'number']);

/**
 * crowd-input is a field for one line of text.
 *
 * Attributes: name, value, label, placeholder, type (an HTML input type; a number
 * may have decimals unless step says otherwise), step, required, disabled,
 * auto-focus, auto-validate (check while typing), allowed-pattern (with
 * auto-validate: other characters are dropped), error-message, min-length, max-length.
 * Properties: value (text; null empties), validate().
 * Events: input, change. Parts: control.
 */
export class CrowdInput extends TextField {
  @property() type = 'text';

  override get value(): string {
    return this.control instanceof HTMLInputElement && this.control.type === 'file'
      ? fileNames(this.control)
      : super.value;
  }
  override set value(text: string | null | undefined) {
    super.value = text;
  }

  // Files cannot be put back, and passwords are nobody's business.
  override saveState(): Json | undefined {
    return this.type === 'file' || this.type === 'password' ? undefined : super.saveState();
  }

  // Without a step of its own a number may have decimals: the browser's default takes none.
  get #step(): string | typeof nothing {
    return this.getAttribute('step') ?? (this.type === 'number' ? 'any' : nothing);
  }

  protected override get floats(): boolean {
    return written.has(this.type);
  }

  protected field(): TemplateResult {
    return html`<input
      id="control"
      class="control"
      part="control"
      type=${this.type || 'text'}
      step=${this.#step}
      placeholder=${this.placeholder || ' '}
      ?required=${this.required}
      ?disabled=${this.disabled}
      maxlength=${this.most ?? nothing}
      aria-invalid=${this.invalid ? 'true' : nothing}
      aria-describedby="error"
      aria-label=${this.label ? nothing : this.getAttribute('aria-label') || this.placeholder || this.name || nothing}
      @input=${this.onInput}
      @change=${this.onChange}
    />`;
  }
}
