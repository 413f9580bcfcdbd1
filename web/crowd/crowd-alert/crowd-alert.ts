import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { buttonLook } from '../../look/button.ts';
import { tokens } from '../../look/tokens.ts';
import { flag } from '../flag.ts';
import { texts } from '../texts.ts';

/** signs stand for the kinds of message, beside their colours. */
const signs = { info: 'i', success: '✓', warning: '!', error: '✗' };

/**
 * crowd-alert is a message.
 *
 * Attributes: type (info, success, warning, error), dismissible (a button closes
 * it; the element is then hidden). Children: the message.
 */
export class CrowdAlert extends LitElement {
  static override styles = [
    tokens,
    buttonLook,
    css`
      :host {
        display: block;
        margin: 0 0 16px;
        color: var(--ink);
        font: 16px/1.5 var(--sans);
      }

      :host([hidden]) {
        display: none;
      }

      .alert {
        --tone: var(--ring);
        display: flex;
        align-items: start;
        gap: 12px;
        padding: 12px 14px;
        border: 1px solid var(--tone);
        border-inline-start-width: 5px;
        border-radius: var(--radius);
        background: var(--surface);
      }

      .success {
        --tone: var(--accent);
        background: var(--accent-soft);
      }

      .warning {
        --tone: var(--warning);
        background: var(--warning-soft);
      }

      .error {
        --tone: var(--danger);
        background: var(--danger-soft);
      }

      .sign {
        flex: none;
        width: 24px;
        height: 24px;
        border: 2px solid var(--tone);
        border-radius: 50%;
        color: var(--tone);
        font: 700 14px/20px var(--sans);
        text-align: center;
      }

      .text {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      .close {
        min-width: 32px;
        min-height: 32px;
        margin: -4px 0;
        padding: 2px;
        font-size: 20px;
        line-height: 1;
      }
    `,
  ];

  @property() type = 'info';
  @property({ converter: flag }) dismissible = false;

  override render(): TemplateResult {
    const kind = Object.hasOwn(signs, this.type) ? (this.type as keyof typeof signs) : 'info';
    const role = kind === 'error' || kind === 'warning' ? 'alert' : 'status';
    return html`<div class="alert ${kind}" role=${role}>
      <span class="sign" role="img" aria-label=${texts.kind[kind]}>${signs[kind]}</span>
      <div class="text"><slot></slot></div>
      ${this.dismissible ? this.#close() : nothing}
    </div>`;
  }

  #close(): TemplateResult {
    return html`<button
      type="button"
      class="button icon close"
      aria-label=${texts.close}
      @click=${() => {
        this.hidden = true;
      }}
    >
      ×
    </button>`;
  }
}
