import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { tokens } from '../../look/tokens.ts';
import { numberOr } from '../crowd-slider/scale.ts';
import { flag } from '../flag.ts';

/** current is the toast that shows; there is one at a time. */
let current: CrowdToast | undefined;

/**
 * crowd-toast is a short notice at the bottom of the window.
 *
 * Attributes: text (or children), duration (milliseconds, 3000; 0 keeps it until
 * it is closed), opened (follows the state).
 * Methods: open(), close(), hide(). Properties: opened.
 */
export class CrowdToast extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: contents;
      }

      :host([hidden]) {
        display: none;
      }

      .toast {
        position: fixed;
        inset-block-end: 16px;
        inset-inline-start: 16px;
        z-index: 10;
        max-width: calc(100vw - 32px);
        padding: 12px 18px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        color: var(--ink);
        box-shadow: var(--shadow);
        font: 16px/1.5 var(--sans);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() text = '';
  @property() duration: string | number | null = 3000;
  @property({ converter: flag, reflect: true }) opened = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** open shows the notice, in place of any other, for its duration from now on. */
  open(): void {
    if (current !== this) current?.close();
    current = this;
    this.opened = true;
    clearTimeout(this.#timer);
    const duration = numberOr(this.duration, 3000);
    if (duration > 0) this.#timer = setTimeout(() => this.close(), duration);
  }

  /** close hides the notice. */
  close(): void {
    clearTimeout(this.#timer);
    if (current === this) current = undefined;
    this.opened = false;
  }

  /** hide is close under another name. */
  hide(): void {
    this.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  override render(): TemplateResult {
    return html`<div role="status"><div class="toast" ?hidden=${!this.opened}>${this.text}<slot></slot></div></div>`;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('opened')) return;
    if (this.opened && current !== this) this.open();
    else if (!this.opened && current === this) this.close();
  }
}
