import { css, html, LitElement, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { tokens } from '../../look/tokens.ts';
import { CrowdTab } from './crowd-tab.ts';
import { tabLook, tabStrip } from './tab-strip.ts';

/**
 * crowd-tabs shows one of its crowd-tab children at a time, the first at the
 * start. Fields in the others are part of the form; where one of them is not
 * complete at Submit, its tab opens.
 *
 * Keys: arrows, Home and End on the row of tabs.
 */
export class CrowdTabs extends LitElement {
  static override styles = [
    tokens,
    tabLook,
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
    `,
  ];

  @state() private shown: CrowdTab | undefined;
  readonly #changes = new MutationObserver(() => this.#look());

  /** tabs are the children that can be shown. */
  get tabs(): CrowdTab[] {
    return [...this.children].filter((child): child is CrowdTab => child instanceof CrowdTab);
  }

  /** show opens a tab. */
  show(tab: CrowdTab | undefined): void {
    this.shown = tab;
    for (const other of this.tabs) other.shown = other === tab;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#changes.observe(this, { childList: true, subtree: true, attributeFilter: ['header'] });
    this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#changes.disconnect();
  }

  override render(): TemplateResult {
    const tabs = this.tabs;
    const shown = this.shown ? tabs.indexOf(this.shown) : -1;
    return html`${tabStrip(
      tabs.map(({ header }) => header),
      shown,
      (place) => this.show(tabs[place]),
    )}<slot @slotchange=${this.#look}></slot>`;
  }

  #look = (): void => {
    const tabs = this.tabs;
    this.show(tabs.find((tab) => tab === this.shown) ?? tabs[0]);
    this.requestUpdate();
  };
}
