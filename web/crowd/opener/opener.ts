// What crowd-modal and crowd-instructions share: a link or button, and the
// window that it opens.
import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { buttonLook } from '../../look/button.ts';
import { tokens } from '../../look/tokens.ts';
import type { Cover } from '../answer/reveal.ts';
import { flag } from '../flag.ts';
import { instructionsLook } from '../instructions/instructions.styles.ts';
import { texts } from '../texts.ts';

/** Opener is the base of the elements that open a window. */
export abstract class Opener extends LitElement implements Cover {
  static override styles = [
    tokens,
    buttonLook,
    instructionsLook,
    css`
      :host {
        display: inline-block;
        color: var(--ink);
        font: 16px/1.5 var(--sans);
      }

      :host([hidden]) {
        display: none;
      }
    `,
  ];

  @property({ attribute: 'link-text' }) linkText: string | null = null;
  @property({ attribute: 'link-type' }) linkType: string | null = 'link';
  /** opened tells whether the window is open; the attribute follows it. */
  @property({ converter: flag, reflect: true }) opened = false;

  /** caption is what the link says where the template does not. */
  protected abstract readonly caption: string;
  /** body draws what the window holds. */
  protected abstract body(): TemplateResult;

  /** open shows the window. */
  open(): void {
    this.opened = true;
  }

  /** close hides the window. */
  close(): void {
    this.opened = false;
  }

  /** reveal shows the window, with what it holds. */
  async reveal(): Promise<void> {
    this.open();
    await this.updateComplete;
  }

  override render(): TemplateResult {
    const caption = this.linkText || this.caption;
    const look = this.linkType === 'button' ? 'button' : 'button link';
    return html`<button type="button" id="opener" class=${look} aria-haspopup="dialog" @click=${this.open}>
        ${caption}
      </button>
      <dialog class="awsui-modal-dialog" aria-labelledby="title" @click=${this.#outside} @close=${this.close}>
        <div class="dialog-head">
          <h2 id="title">${caption}</h2>
          <button type="button" class="button icon close" aria-label=${texts.close} @click=${this.close}>×</button>
        </div>
        <div class="dialog-body">${this.body()}</div>
      </dialog>`;
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.opened && !dialog?.open && this.isConnected) dialog?.showModal();
    else if (!this.opened && dialog?.open) dialog.close();
  }

  #outside = (event: MouseEvent): void => {
    if (event.target === event.currentTarget) this.close();
  };
}
