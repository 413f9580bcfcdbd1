import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { buttonLook } from '../../look/button.ts';
import { tokens } from '../../look/tokens.ts';
import { assignCaption, buttonStrays, splitCaption } from '../caption/caption.ts';
import { flag } from '../flag.ts';
import { iconNamed, spokenIcon } from '../iron-icon/iron-icon.ts';
import { styles } from './crowd-button.styles.ts';

/**
 * crowd-button is a button or, with href, a link. A form's submission listens
 * for it (submission.ts); by itself it only fires click.
 *
 * Attributes: disabled, form-action (submit or reset), href, target, icon (a
 * name of iron-icon), icon-url (an image instead), icon-align (left or right), loading, variant (primary, normal, link, icon).
 * Children: the caption. Fields and blocks that a forgotten end tag put inside
 * are shown below the button, so that they can still be used.
 * Events: click. Parts: button.
 */
export class CrowdButton extends LitElement {
  static override styles = [tokens, buttonLook, styles];
  static override shadowRootOptions: ShadowRootInit = {
    mode: 'open',
    delegatesFocus: true,
    slotAssignment: 'manual',
  };

  @property({ converter: flag }) disabled = false;
  @property({ converter: flag }) loading = false;
  @property({ attribute: 'form-action' }) formAction: string | undefined;
  @property() href: string | undefined;
  @property() target: string | undefined;
  @property() icon: string | undefined;
  @property({ attribute: 'icon-url' }) iconUrl: string | undefined;
  @property({ attribute: 'icon-align' }) iconAlign = 'left';
  @property() variant = 'normal';
  /** label names the button for screen readers where the caption does not. */
  @property({ attribute: 'aria-label' }) label: string | null = null;
  /** busy is set by the form while it sends; the template's own attributes stay as they are. */
  @state() busy = false;

  // Of the caption depends what is said aloud, too.
  #children = new MutationObserver(() => this.requestUpdate());

  constructor() {
    super();
    this.addEventListener('click', (event) => this.#refuse(event), { capture: true });
  }

  /** off tells whether clicks are refused. */
  get off(): boolean {
    return this.disabled || this.loading || this.busy;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#children.observe(this, { childList: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#children.disconnect();
  }

  override render(): TemplateResult {
    const look = `button ${this.variant}${this.iconAlign === 'right' ? ' after' : ''}`;
    const waiting = this.loading || this.busy;
    const content = html`${waiting ? html`<span class="spinner" aria-hidden="true"></span>` : this.#icon()}<slot
        id="caption"
      ></slot>`;
    const control =
      this.href === undefined
        ? html`<button
            part="button"
            type="button"
            class=${look}
            ?disabled=${this.off}
            aria-busy=${waiting ? 'true' : nothing}
            aria-label=${this.#spoken() ?? nothing}
          >
            ${content}
          </button>`
        : html`<a
            part="button"
            class=${look}
            href=${this.off ? nothing : this.href}
            target=${this.target ?? nothing}
            rel="noopener"
            aria-disabled=${this.off ? 'true' : nothing}
            aria-label=${this.#spoken() ?? nothing}
            >${content}</a
          >`;
    return html`${control}<slot id="rest"></slot>`;
  }

  override updated(): void {
    assignCaption(this, buttonStrays);
  }

  // An icon alone says nothing to those who do not see it.
  #spoken(): string | undefined {
    if (this.label) return this.label;
    const caption = splitCaption([...this.childNodes], buttonStrays)[0].some(
      (node) => node.textContent?.trim() || (node instanceof Element && node.querySelector('[alt]')),
    );
    return caption ? undefined : this.title || spokenIcon(this.icon) || undefined;
  }

  #icon(): TemplateResult | typeof nothing {
    return this.iconUrl ? html`<img src=${this.iconUrl} alt="" />` : iconNamed(this.icon);
  }

  // Clicks on the host itself, by script or by label, meet the same refusal as
  // clicks on a disabled button.
  #refuse(event: Event): void {
    if (!this.off || !isOnControl(event, this)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

/** isOnControl tells whether a click met the button rather than a stray child of it. */
export function isOnControl(event: Event, button: CrowdButton): boolean {
  const path = event.composedPath();
  const origin = path[0];
  if (origin === button) return true;
  return path
    .slice(0, path.indexOf(button))
    .some((node) => node instanceof Element && node.part?.contains('button'));
}
