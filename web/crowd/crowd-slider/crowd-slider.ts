import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Entry } from '../answer/answer.ts';
import type { Field } from '../answer/field.ts';
import { flag } from '../flag.ts';
import type { Json } from '../json.ts';
import { styles } from './crowd-slider.styles.ts';
import type { CrowdSliderLabel } from './crowd-slider-label.ts';
import { fraction, numberOr, type Scale, snap } from './scale.ts';

/**
 * crowd-slider asks for a number on a scale.
 *
 * Attributes: name, min (0), max (100), step (1; 0 allows any number), value
 * (the start, min when there is none), pin (shows the number above the knob
 * while it moves), editable (a number field beside it), secondary-progress (the
 * end of a second bar, in --crowd-slider-secondary-color), disabled, required
 * (it always has a value, so that changes nothing).
 * Children: crowd-slider-label.
 * Properties: value (number), validate(). Answer: {name: number}.
 * Events: input, change. Parts: control, number.
 */
export class CrowdSlider extends LitElement implements Field {
  static override styles = styles;
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  @property() name = '';
  @property() min: string | number | null = 0;
  @property() max: string | number | null = 100;
  @property() step: string | number | null = 1;
  @property({ converter: flag }) pin = false;
  @property({ converter: flag }) editable = false;
  @property({ attribute: 'secondary-progress' }) secondaryProgress: string | number | null = null;
  @property({ converter: flag }) disabled = false;
  @property({ converter: flag }) required = false;
  #value: unknown;

  /** value is the chosen number, always one of the scale. */
  @property()
  get value(): number {
    const { min } = this.#scale;
    return snap(numberOr(this.#value, min), this.#scale);
  }
  set value(given: number | string | null | undefined) {
    this.#value = given;
  }

  entries(): Entry[] {
    return [{ kind: 'value', name: this.name, value: this.value }];
  }

  validate(): boolean {
    return true;
  }

  reset(): void {
    this.value = this.getAttribute('value');
  }

  saveState(): Json | undefined {
    const start = snap(numberOr(this.getAttribute('value'), this.#scale.min), this.#scale);
    return this.value === start ? undefined : this.value;
  }

  restoreState(state: Json): void {
    this.value = Number(state);
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.#change();
  }

  override render(): TemplateResult {
    const scale = this.#scale;
    const named = this.getAttribute('aria-label') || this.title || this.name;
    return html`<div class="slider" style=${this.#bars()}>
        <div class="track">
          ${this.pin ? html`<output class="pin" aria-hidden="true">${this.value}</output>` : nothing}
          <input
            id="control"
            class="control"
            part="control"
            type="range"
            min=${scale.min}
            max=${scale.max}
            step=${scale.step > 0 ? scale.step : 'any'}
            .value=${live(String(this.value))}
            ?disabled=${this.disabled}
            aria-label=${named || nothing}
            @input=${this.#slide}
            @change=${this.#change}
          />
        </div>
        ${this.editable ? this.#number(named) : nothing}
      </div>
      <div class="labels ${this.#labels.length > 0 ? 'some' : ''}"><slot name="label" @slotchange=${this.#place}></slot></div>
      <slot></slot>`;
  }

  override updated(): void {
    this.#place();
  }

  #number(named: string): TemplateResult {
    const { min, max, step } = this.#scale;
    return html`<input
      class="number"
      part="number"
      type="number"
      min=${min}
      max=${max}
      step=${step > 0 ? step : 'any'}
      .value=${live(String(this.value))}
      ?disabled=${this.disabled}
      aria-label=${named || nothing}
      @input=${this.#write}
      @change=${this.#written}
    />`;
  }

  get #scale(): Scale {
    return { min: numberOr(this.min, 0), max: numberOr(this.max, 100), step: numberOr(this.step, 1) };
  }

  #bars(): string {
    const second =
      this.secondaryProgress === null ? 0 : fraction(numberOr(this.secondaryProgress, 0), this.#scale);
    return `--at: ${fraction(this.value, this.#scale)}; --second: ${second}`;
  }

  get #labels(): CrowdSliderLabel[] {
    return [...this.querySelectorAll<CrowdSliderLabel>(':scope > crowd-slider-label')];
  }

  #place = (): void => {
    for (const label of this.#labels) {
      const at = fraction(numberOr(label.position, this.#scale.min), this.#scale);
      label.style.setProperty('--at', String(at));
    }
  };

  #slide = (event: Event): void => {
    this.value = (event.target as HTMLInputElement).valueAsNumber;
  };

  // While somebody writes, only what is on the scale counts, so that a number
  // that is half written is not rewritten under their hands.
  #write = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (field.value === '' || !field.validity.valid) event.stopPropagation();
    else this.value = field.valueAsNumber;
  };

  #written = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (field.value !== '') this.value = field.valueAsNumber;
    field.value = String(this.value);
    this.#change();
  };

  // change does not leave a shadow root by itself.
  #change = (): void => {
    this.dispatchEvent(new Event('change', { bubbles: true }));
  };
}
