import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { tokens } from '../../look/tokens.ts';
import { iconNamed } from '../iron-icon/iron-icon.ts';

/**
 * crowd-badge is a small round mark at the upper corner of another element, at the
 * end of its line.
 *
 * Attributes: for (the other element's id; the parent when there is none), icon (a
 * name of iron-icon or the address of an image; beats label), label (a short text).
 */
export class CrowdBadge extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: contents;
      }

      :host([hidden]) {
        display: none;
      }

      .badge {
        position: absolute;
        z-index: 1;
        display: flex;
        align-items: center;
        justify-content: center;
        min-width: 22px;
        height: 22px;
        padding: 0 5px;
        border-radius: 11px;
        background: var(--accent);
        color: var(--on-accent);
        font: 700 12px/1 var(--sans);
        translate: -50% -50%;
        pointer-events: none;
      }

      iron-icon,
      .icon-image {
        width: 14px;
        height: 14px;
      }
    `,
  ];

  @property() for = '';
  @property() icon = '';
  @property() label = '';
  readonly #sizes = new ResizeObserver(() => this.#place());

  /** target is the element that the badge sticks to. */
  get target(): Element | null {
    const root = this.getRootNode() as Document | ShadowRoot;
    return this.for ? (root.getElementById?.(this.for) ?? null) : this.parentElement;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(document.documentElement);
    window.addEventListener('scroll', this.#place, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    window.removeEventListener('scroll', this.#place, { capture: true });
  }

  override render(): TemplateResult {
    return html`<span class="badge">${this.icon ? iconNamed(this.icon) : this.label}</span><slot></slot>`;
  }

  override updated(): void {
    if (this.target) this.#sizes.observe(this.target);
    this.#place();
  }

  #place = (): void => {
    const badge = this.renderRoot.querySelector<HTMLElement>('.badge');
    if (!badge) return;
    const target = this.target;
    badge.hidden = target === null;
    if (!target) return;
    const at = target.getBoundingClientRect();
    const holder = badge.offsetParent ?? document.documentElement;
    const from = holder === document.body ? document.documentElement : holder;
    const origin = from.getBoundingClientRect();
    const side = getComputedStyle(target).direction === 'rtl' ? at.left : at.right;
    const inside =
      from === document.documentElement
        ? { left: 0, top: 0 }
        : { left: from.scrollLeft - from.clientLeft, top: from.scrollTop - from.clientTop };
    badge.style.left = `${side - origin.left + inside.left}px`;
    badge.style.top = `${at.top - origin.top + inside.top}px`;
  };
}
