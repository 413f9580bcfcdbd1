import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

/**
 * crowd-slider-label names a value of the crowd-slider that it is a child of.
 *
 * Attributes: position (a value of the slider's scale). Children: the text.
 */
export class CrowdSliderLabel extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }

    :host([slot='label']) {
      position: absolute;
      inset-block-start: 0;
      inset-inline-start: calc(11px + (100% - 22px) * var(--at, 0));
      width: max-content;
      max-width: 120px;
    }

    span {
      display: block;
      translate: -50%;
      text-align: center;
    }

    :host(:dir(rtl)) span {
      translate: 50%;
    }
  `;

  /** position is a value of the scale, or a text that holds one. */
  @property() position: string | number | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.parentElement?.localName === 'crowd-slider') this.slot = 'label';
  }

  override render(): TemplateResult {
    return html`<span><slot></slot></span>`;
  }

  override updated(): void {
    const slider = this.parentElement as { requestUpdate?: () => void } | null;
    slider?.requestUpdate?.();
  }
}
