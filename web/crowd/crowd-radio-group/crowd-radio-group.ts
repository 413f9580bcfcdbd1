import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { tokens } from '../../look/tokens.ts';
import type { Entry } from '../answer/answer.ts';
import type { Field } from '../answer/field.ts';
import { CrowdRadioButton } from '../crowd-radio-button/crowd-radio-button.ts';
import { flag } from '../flag.ts';
import type { Json } from '../json.ts';
import { texts } from '../texts.ts';
import { stepOf } from './steps.ts';

/**
 * crowd-radio-group keeps one of its crowd-radio-buttons on, at any depth.
 *
 * Attributes, all beyond the documented: name (for buttons that have none),
 * required (one must be chosen), selected or value (what is chosen at the start),
 * allow-empty-selection (a click on the chosen one clears it), disabled (all its
 * buttons are).
 * Properties: selected and value (the chosen button's value, or its name).
 * Events: those of its buttons. Keys: arrows choose the next or the last one.
 */
export class CrowdRadioGroup extends LitElement implements Field {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        color: var(--ink);
        font: 16px/1.5 var(--sans);
      }

      :host([hidden]) {
        display: none;
      }

      .error {
        color: var(--danger);
        font-size: 13px;
        font-weight: 600;
      }
    `,
  ];

  @property() name = '';
  @property({ converter: flag }) disabled = false;
  @property({ converter: flag }) required = false;
  @property({ attribute: 'allow-empty-selection', converter: flag }) allowEmptySelection = false;
  @state() private error = '';
  readonly #changes = new MutationObserver(() => this.#rove());
  #wanted: string | null = null;

  /** buttons are all buttons of this group, in their order. */
  get buttons(): CrowdRadioButton[] {
    return [...this.querySelectorAll('crowd-radio-button')].filter(
      (button): button is CrowdRadioButton => button instanceof CrowdRadioButton && button.group === this,
    );
  }

  /** value is the chosen button's value, or its name where it has no value; undefined while none is chosen. */
  @property()
  get value(): string | undefined {
    const chosen = this.buttons.find((button) => button.checked);
    return chosen && keyOf(chosen);
  }
  set value(key: string | null | undefined) {
    this.#wanted = key ?? '';
    this.#choose();
  }

  /** selected is value under another name. */
  @property()
  get selected(): string | undefined {
    return this.value;
  }
  set selected(key: string | null | undefined) {
    this.value = key;
  }

  entries(): Entry[] {
    return this.buttons
      .filter((button) => button.name === '' && !button.off)
      .map((button) => ({ kind: 'flag', name: this.name, key: button.value || 'on', on: button.checked }));
  }

  validate(): boolean {
    const wanting = this.required && !this.buttons.some((button) => button.checked);
    this.error = wanting ? texts.chooseOne : '';
    return !wanting;
  }

  // Its buttons are fields themselves: each goes back and is kept by itself.
  reset(): void {
    this.error = '';
    for (const button of this.buttons) if (button.name === '') button.reset();
  }

  saveState(): Json | undefined {
    const nameless = this.buttons.filter((button) => button.name === '');
    const changed = nameless.some((button) => button.saveState() !== undefined);
    return changed ? nameless.map((button) => button.checked) : undefined;
  }

  restoreState(state: Json): void {
    const nameless = this.buttons.filter((button) => button.name === '');
    const states = Array.isArray(state) ? state : [];
    for (const [place, button] of nameless.entries()) button.checked = states[place] === true;
    this.#rove();
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** take clears all buttons but one, which has just been chosen. */
  take(chosen: CrowdRadioButton): void {
    for (const button of this.buttons) if (button !== chosen && button.checked) button.checked = false;
    this.error = '';
    this.#rove();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#changes.observe(this, { childList: true, subtree: true, attributeFilter: ['checked', 'disabled'] });
    this.addEventListener('keydown', this.#onKey);
    this.#rove();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#changes.disconnect();
    this.removeEventListener('keydown', this.#onKey);
  }

  override focus(options?: FocusOptions): void {
    this.buttons.find((button) => button.reachable)?.focus(options);
  }

  override render(): TemplateResult {
    return html`<div
        role="radiogroup"
        aria-label=${this.getAttribute('aria-label') ?? nothing}
        aria-required=${this.required ? 'true' : nothing}
        aria-describedby="error"
      >
        <slot @slotchange=${this.#onSlot}></slot>
      </div>
      <div id="error" class="error" role="alert" ?hidden=${this.error === ''}>${this.error}</div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!changed.has('disabled')) return;
    for (const button of this.buttons) button.requestUpdate();
    this.#rove();
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    this.#choose();
  }

  #onSlot = (): void => {
    this.#choose();
    this.#rove();
  };

  // The attribute may be there before the buttons are.
  #choose(): void {
    if (this.#wanted === null || this.buttons.length === 0) return;
    const key = this.#wanted;
    this.#wanted = null;
    for (const button of this.buttons) button.checked = false;
    const chosen = this.buttons.find((button) => keyOf(button) === key);
    if (chosen) chosen.checked = true;
  }

  #rove(): void {
    const open = this.buttons.filter((button) => !button.off);
    const stop = open.find((button) => button.checked) ?? open[0];
    for (const button of this.buttons) button.reachable = button === stop;
  }

  #onKey = (event: KeyboardEvent): void => {
    const step = stepOf(event, getComputedStyle(this).direction === 'rtl');
    const open = this.buttons.filter((button) => !button.off);
    const at = open.indexOf(event.target as CrowdRadioButton);
    const next = open[(at + step + open.length) % open.length];
    if (step === 0 || at < 0 || !next) return;
    event.preventDefault();
    next.focus();
    if (!next.checked) next.click();
  };
}

function keyOf(button: CrowdRadioButton): string {
  return button.hasAttribute('value') ? button.value : button.name || button.value;
}
