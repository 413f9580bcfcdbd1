import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Cover } from '../answer/reveal.ts';

/**
 * crowd-tab is one page of a crowd-tabs.
 *
 * Attributes: header (the tab's caption). Children: anything.
 */
export class CrowdTab extends LitElement implements Cover {
  static override styles = css`
    :host {
      display: block;
    }

    [hidden] {
      display: none;
    }
  `;

  @property() header = '';
  /** shown is set by the crowd-tabs around it. */
  @state() shown = true;

  /** reveal opens this tab. */
  async reveal(): Promise<void> {
    const tabs = this.parentElement as { show?: (tab: CrowdTab) => void } | null;
    tabs?.show?.(this);
    await this.updateComplete;
  }

  override render(): TemplateResult {
    return html`<div role="tabpanel" aria-label=${this.header} ?hidden=${!this.shown}><slot></slot></div>`;
  }
}
