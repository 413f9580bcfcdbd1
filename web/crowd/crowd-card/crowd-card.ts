import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { tokens } from '../../look/tokens.ts';

/**
 * crowd-card is a raised box.
 *
 * Attributes: heading (the text at its top), image (the address of an image above
 * it). Children: anything.
 */
export class CrowdCard extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        margin: 0 0 16px;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--raised);
        color: var(--ink);
        box-shadow: var(--shadow);
        font: 16px/1.5 var(--sans);
        overflow: clip;
      }

      :host([hidden]) {
        display: none;
      }

      img {
        display: block;
        width: 100%;
        max-height: 320px;
        object-fit: cover;
      }

      .body {
        padding: 16px 20px;
        overflow-wrap: anywhere;
      }

      h2 {
        margin: 0 0 8px;
        font: 650 18px/1.35 var(--sans);
      }
    `,
  ];

  @property() heading = '';
  @property() image = '';

  override render(): TemplateResult {
    return html`${this.image ? html`<img src=${this.image} alt="" />` : nothing}
      <div class="body">
        ${this.heading ? html`<h2>${this.heading}</h2>` : nothing}<slot></slot>
      </div>`;
  }
}
