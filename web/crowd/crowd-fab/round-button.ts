// What crowd-fab and crowd-icon-button share: a round button with an icon.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { tokens } from '../../look/tokens.ts';
import { flag } from '../flag.ts';
import { iconNamed, spokenIcon } from '../iron-icon/iron-icon.ts';

/** RoundButton is the base of the round buttons. */
export abstract class RoundButton extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: inline-block;
        font: 16px/1.5 var(--sans);
        vertical-align: middle;
      }

      :host([hidden]) {
        display: none;
      }

      button {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        width: 44px;
        height: 44px;
        padding: 0;
        border: 0;
        border-radius: 50%;
        background: none;
        color: var(--ink);
        font: 600 18px/1 var(--sans);
        overflow: hidden;
        cursor: pointer;
        transition: background-color 120ms;
      }

      button:hover:not(:disabled) {
        background: var(--accent-soft);
      }

      button:disabled {
        color: var(--muted);
        cursor: not-allowed;
      }

      .icon-image {
        width: 24px;
        height: 24px;
        object-fit: contain;
      }
    `,
  ];
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  @property({ converter: flag }) disabled = false;
  @property() icon = '';
  @property() override title = '';

  constructor() {
    super();
    this.addEventListener('click', (event) => this.#refuse(event), { capture: true });
  }

  /** text is what stands in the button where there is no icon. */
  protected get text(): string {
    return '';
  }

  override render(): TemplateResult {
    const named = this.getAttribute('aria-label') || this.title || this.text || spokenIcon(this.icon);
    return html`<button part="button" type="button" ?disabled=${this.disabled} aria-label=${named || nothing}>
        ${this.icon ? iconNamed(this.icon) : this.text}</button
      ><slot></slot>`;
  }

  // A click on the element itself, by script, meets the same refusal as one on
  // a disabled button.
  #refuse(event: Event): void {
    if (!this.disabled || event.composedPath()[0] !== this) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
