// What crowd-input and crowd-text-area share: the value, the checks, the label
// and the messages. They differ in the control that they draw.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { tokens } from '../../look/tokens.ts';
import type { Entry } from '../answer/answer.ts';
import type { Field } from '../answer/field.ts';
import { flag } from '../flag.ts';
import type { Json } from '../json.ts';
import { texts } from '../texts.ts';
import { textFieldLook } from './text-field.styles.ts';
import { keepMatching, lengthOf, textFault } from './text-rules.ts';

/** TextField is the base of the elements whose answer is a text. */
export abstract class TextField extends LitElement implements Field {
  static override styles = [tokens, textFieldLook];
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  @property() name = '';
  @property() label = '';
  @property() placeholder = '';
  @property({ converter: flag }) required = false;
  @property({ converter: flag }) disabled = false;
  @property({ attribute: 'auto-focus', converter: flag }) autoFocus = false;
  @property({ attribute: 'auto-validate', converter: flag }) autoValidate = false;
  @property({ attribute: 'allowed-pattern' }) allowedPattern: string | null = null;
  @property({ attribute: 'error-message' }) errorMessage = '';
  @property({ attribute: 'min-length' }) minLength: string | number | null = null;
  @property({ attribute: 'max-length' }) maxLength: string | number | null = null;
  @state() protected error = '';
  #value = '';

  /** value is the text as it stands; null empties it. */
  @property()
  get value(): string {
    return this.control?.value ?? this.#value;
  }
  set value(text: string | null | undefined) {
    this.#value = text == null ? '' : String(text);
    if (this.control && this.control.type !== 'file') this.control.value = this.#value;
  }

  /** control is the browser's own field inside, once it is drawn. */
  protected get control(): HTMLInputElement | HTMLTextAreaElement | null {
    return this.renderRoot?.querySelector('.control') ?? null;
  }

  /** most is the greatest length that can be entered. */
  protected get most(): number | undefined {
    return lengthOf(this.maxLength);
  }

  protected abstract field(): TemplateResult;

  entries(): Entry[] {
    return [{ kind: 'text', name: this.name, text: this.value }];
  }

  validate(): boolean {
    this.error = this.complaint();
    return this.error === '';
  }

  reset(): void {
    this.value = this.getAttribute('value');
    this.error = '';
    this.requestUpdate();
  }

  saveState(): Json | undefined {
    return this.value === (this.getAttribute('value') ?? '') ? undefined : this.value;
  }

  restoreState(state: Json): void {
    this.value = String(state);
    this.requestUpdate();
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  override render(): TemplateResult {
    const look = `box ${this.label ? 'labelled' : ''} ${this.invalid ? 'invalid' : ''} ${this.floats ? 'plain' : ''}`;
    return html`<div class=${look}>
        ${this.label ? html`<label for="control">${this.label}</label>` : nothing}${this.field()}
      </div>
      <div class="below">
        <span id="error" class="error" role="alert" ?hidden=${!this.invalid}>${this.error}</span>${this.count()}
      </div>
      <slot></slot>`;
  }

  /** count draws what stands at the lower right. */
  protected count(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** floats tells whether the label may stand where the text will. */
  protected get floats(): boolean {
    return true;
  }

  protected get invalid(): boolean {
    return this.error !== '';
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    if (this.control && this.control.type !== 'file') this.control.value = this.#value;
    if (this.autoFocus) this.focus();
  }

  protected onInput = (event: Event): void => {
    const control = this.control;
    if (!control) return;
    const composing = event instanceof InputEvent && event.isComposing;
    if (this.autoValidate && !composing) this.#filter(control);
    this.#value = control.value;
    if (this.autoValidate) this.validate();
    else if (this.error !== '') this.error = this.complaint();
    this.requestUpdate();
  };

  // change does not leave a shadow root by itself.
  protected onChange = (): void => {
    this.dispatchEvent(new Event('change', { bubbles: true }));
  };

  #filter(control: HTMLInputElement | HTMLTextAreaElement): void {
    const kept = keepMatching(control.value, this.allowedPattern);
    if (kept === control.value) return;
    const caret = control.selectionStart;
    const before =
      caret === null ? 0 : keepMatching(control.value.slice(0, caret), this.allowedPattern).length;
    control.value = kept;
    if (caret !== null) control.setSelectionRange(before, before);
  }

  private complaint(): string {
    const fault = textFault(this.value, { required: this.required, least: lengthOf(this.minLength) });
    const message = fault === undefined ? this.#browserComplaint() : this.#sentence(fault);
    return message && (this.errorMessage || message);
  }

  #sentence(fault: 'missing' | 'too short'): string {
    return fault === 'missing' ? texts.required : texts.tooShort(lengthOf(this.minLength) ?? 0);
  }

  #browserComplaint(): string {
    const control = this.control;
    if (!control || control.validity.valid) return '';
    return control.validationMessage || texts.notValid;
  }
}
