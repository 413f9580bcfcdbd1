import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { tokens } from '../../look/tokens.ts';
import { texts } from '../texts.ts';
import type { Sheets } from './sheets.ts';

/** mostPixels is how many pixels a small picture has at most. */
const mostPixels = 16_000;

/**
 * Thumbnails (foureyes-thumbnails, for the library's own use) shows the pages of a
 * document as small pictures, of which those in sight are drawn.
 *
 * Properties: sheets, count, page, marked (how many places on a page wait for the
 * worker), go (called with the page to show).
 * Keys: arrows, Home and End go to another page.
 */
export class Thumbnails extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        overflow-y: auto;
        padding: 8px;
        background: var(--sunken);
        overscroll-behavior: contain;
      }

      ol {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      button {
        position: relative;
        display: grid;
        justify-items: center;
        gap: 2px;
        width: 100%;
        padding: 4px;
        border: 2px solid transparent;
        border-radius: var(--radius-small);
        background: none;
        color: var(--ink);
        font: 13px/1.3 var(--sans);
        cursor: pointer;
      }

      button:hover {
        background: var(--accent-soft);
      }

      button[aria-current] {
        border-color: var(--accent);
        background: var(--accent-soft);
        font-weight: 650;
      }

      .paper {
        display: grid;
        place-items: center;
        width: 72px;
        height: 96px;
      }

      canvas {
        max-width: 72px;
        max-height: 96px;
        border: 1px solid var(--edge);
        background: #fff;
      }

      .mark {
        position: absolute;
        top: 2px;
        inset-inline-end: 2px;
        min-width: 20px;
        padding: 0 5px;
        border-radius: 99px;
        background: var(--accent);
        color: var(--on-accent);
        font-weight: 650;
      }

      .mark::after {
        content: attr(data-count);
      }
    `,
  ];

  @property({ attribute: false }) sheets: Sheets | undefined;
  @property({ attribute: false }) count = 0;
  @property({ attribute: false }) page = 1;
  @property({ attribute: false }) marked: ReadonlyMap<number, number> = new Map();
  @property({ attribute: false }) go: (page: number) => void = () => {};
  readonly #drawing = new Map<Element, AbortController>();
  readonly #seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) this.#look(entry);
    },
    { rootMargin: '300px 0px' },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen.disconnect();
    for (const paper of this.#drawing.keys()) this.#clear(paper);
  }

  override render(): TemplateResult {
    const pages = Array.from({ length: this.count }, (_, at) => at + 1);
    return html`<ol aria-label=${texts.pages} @keydown=${this.#onKey}>
      ${pages.map((page) => this.#row(page))}
    </ol>`;
  }

  #row(page: number): TemplateResult {
    const marks = this.marked.get(page) ?? 0;
    return html`<li>
      <button
        type="button"
        tabindex=${page === this.page ? 0 : -1}
        aria-current=${page === this.page ? 'page' : nothing}
        aria-label=${texts.pageOf(page, this.count)}
        @click=${() => this.go(page)}
      >
        <span class="paper" data-page=${page}></span>
        <span aria-hidden="true">${page}</span>
        ${marks > 0 ? html`<span class="mark" data-count=${marks}></span>` : nothing}
      </button>
    </li>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('count') || changed.has('sheets')) this.#watch();
    if (changed.has('page'))
      this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  #watch(): void {
    for (const paper of this.renderRoot.querySelectorAll('.paper')) this.#seen.observe(paper);
  }

  #look({ target, isIntersecting }: IntersectionObserverEntry): void {
    if (isIntersecting && !this.#drawing.has(target)) void this.#draw(target as HTMLElement);
    else if (!isIntersecting) this.#clear(target);
  }

  async #draw(paper: HTMLElement): Promise<void> {
    const stop = new AbortController();
    this.#drawing.set(paper, stop);
    try {
      const canvas = await this.sheets?.thumbnail(Number(paper.dataset['page']), mostPixels, stop.signal);
      if (canvas && !stop.signal.aborted) paper.replaceChildren(canvas);
    } catch (cause) {
      // A page that cannot be drawn is told of where it is shown large.
      if (!stop.signal.aborted) console.warn(cause);
    }
  }

  #clear(paper: Element): void {
    this.#drawing.get(paper)?.abort();
    this.#drawing.delete(paper);
    paper.replaceChildren();
  }

  #onKey = (event: KeyboardEvent): void => {
    const to = this.#target(event.key);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const page = Math.min(Math.max(to, 1), this.count);
    this.go(page);
    this.renderRoot.querySelectorAll<HTMLElement>('button')[page - 1]?.focus();
  };

  #target(key: string): number | undefined {
    if (key === 'ArrowDown' || key === 'ArrowRight') return this.page + 1;
    if (key === 'ArrowUp' || key === 'ArrowLeft') return this.page - 1;
    if (key === 'Home') return 1;
    return key === 'End' ? this.count : undefined;
  }
}
