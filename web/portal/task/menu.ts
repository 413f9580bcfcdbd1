import { html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Action } from '../keys.ts';
import { texts } from '../texts.ts';
import { View } from '../view.ts';

/**
 * portal-task-menu holds what can be done with a task besides answering it.
 *
 * Properties: busy, stopAfter. Events: act, with an Action as detail;
 * stop-after, with the new choice as detail.
 */
export class PortalTaskMenu extends View {
  @property({ attribute: false }) busy = false;
  @property({ attribute: false }) stopAfter = false;
  @query('details') private menu!: HTMLDetailsElement;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('click', this.#closeOutside);
    window.addEventListener('blur', this.#close);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('click', this.#closeOutside);
    window.removeEventListener('blur', this.#close);
  }

  override render(): TemplateResult {
    return html`<details class="menu" @keydown=${this.#escape}>
      <summary class="button">${texts.more}</summary>
      <div class="menu-list">
        ${this.#item(texts.pause, 'Alt+Shift+P', 'pause')} ${this.#item(texts.release, 'Alt+Shift+R', 'release')}
        ${this.#item(texts.decline, 'Alt+Shift+D', 'decline')}
        <label class="menu-check">
          <input type="checkbox" .checked=${this.stopAfter} @change=${this.#choose} />${texts.stopAfter}
        </label>
      </div>
    </details>`;
  }

  #item(text: string, keys: string, action: Action): TemplateResult {
    return html`<button type="button" class="button quiet" ?disabled=${this.busy} @click=${() => this.#act(action)}>
      ${text}<kbd aria-hidden="true">${keys}</kbd>
    </button>`;
  }

  #act(action: Action): void {
    this.menu.open = false;
    this.dispatchEvent(new CustomEvent('act', { detail: action }));
  }

  #choose = (event: Event): void => {
    const { checked } = event.target as HTMLInputElement;
    this.dispatchEvent(new CustomEvent('stop-after', { detail: checked }));
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.menu.open) return;
    this.menu.open = false;
    this.menu.querySelector('summary')?.focus();
  };

  #closeOutside = (event: MouseEvent): void => {
    if (!event.composedPath().includes(this)) this.menu.open = false;
  };

  // A click into the task's frame is only seen as this window losing the focus.
  #close = (): void => {
    this.menu.open = false;
  };
}
