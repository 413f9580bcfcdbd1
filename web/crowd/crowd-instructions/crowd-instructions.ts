import { css, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { tabLook, tabStrip } from '../crowd-tabs/tab-strip.ts';
import { Opener } from '../opener/opener.ts';
import { texts } from '../texts.ts';

interface Page {
  caption: string;
  slots: string[];
}

/**
 * crowd-instructions is a link or button that opens a window with up to three
 * tabs: Summary, Detailed Instructions and Examples. A tab without content is
 * left out.
 *
 * Attributes: link-text, link-type (link or button), opened (follows the state).
 * Regions: short-summary, detailed-instructions, positive-example and
 * negative-example (several).
 * Methods: open(), close().
 */
export class CrowdInstructions extends Opener {
  static override styles = [
    ...Opener.styles,
    tabLook,
    css`
      .example {
        margin: 0 0 16px;
      }

      .example h3 {
        margin: 0 0 8px;
        font: 650 15px/1.4 var(--sans);
      }

      .good h3 {
        color: var(--accent);
      }

      .bad h3 {
        color: var(--danger);
      }

      .example ::slotted(*) {
        margin-bottom: 8px;
        padding-inline-start: 12px;
        border-inline-start: 4px solid var(--danger);
      }

      .good ::slotted(*) {
        border-color: var(--accent);
      }
    `,
  ];
  /** regions are the children that have a place of their own. */
  static readonly regions: readonly string[] = [
    'short-summary',
    'detailed-instructions',
    'positive-example',
    'negative-example',
  ];

  @state() private shown = '';
  readonly #changes = new MutationObserver(() => this.requestUpdate());

  protected override get caption(): string {
    return texts.openInstructions;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#changes.observe(this, { childList: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#changes.disconnect();
  }

  protected override body(): TemplateResult {
    const pages = this.#pages;
    const shown = Math.max(
      0,
      pages.findIndex(({ slots }) => slots.includes(this.shown)),
    );
    const open = (place: number) => {
      this.shown = pages[place]?.slots[0] ?? '';
    };
    const captions = pages.map(({ caption }) => caption);
    return html`${pages.length > 1 ? tabStrip(captions, shown, open) : nothing}
      ${pages.map(
        ({ caption, slots }, place) => html`<div
          role=${pages.length > 1 ? 'tabpanel' : 'region'}
          aria-label=${caption}
          ?hidden=${place !== shown}
        >
          ${slots.map((slot) => this.#slot(slot))}
        </div>`,
      )}<slot></slot>`;
  }

  #slot(name: string): TemplateResult {
    if (!name.endsWith('-example')) return html`<slot name=${name}></slot>`;
    const good = name === 'positive-example';
    return html`<section class="example ${good ? 'good' : 'bad'}" ?hidden=${!this.#has(name)}>
      <h3>${good ? `✓ ${texts.goodExample}` : `✗ ${texts.badExample}`}</h3>
      <slot name=${name}></slot>
    </section>`;
  }

  get #pages(): Page[] {
    const pages = [
      { caption: texts.summary, slots: ['short-summary'] },
      { caption: texts.detailedInstructions, slots: ['detailed-instructions'] },
      { caption: texts.examples, slots: ['positive-example', 'negative-example'] },
    ];
    return pages.filter(({ slots }) => slots.some((slot) => this.#has(slot)));
  }

  #has(region: string): boolean {
    return [...this.children].some((child) => child.localName === region);
  }
}
