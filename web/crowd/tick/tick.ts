// What crowd-checkbox, crowd-toggle-button and crowd-radio-button share: a
// state that is on or off, its label, and its part in an answer.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { tokens } from '../../look/tokens.ts';
import type { Entry } from '../answer/answer.ts';
import type { Field } from '../answer/field.ts';
import { assignCaption, labelStrays, splitCaption } from '../caption/caption.ts';
import { flag } from '../flag.ts';
import type { Json } from '../json.ts';
import { tickLook } from './tick.styles.ts';

/** Tick is the base of the elements that are on or off. */
export abstract class Tick extends LitElement implements Field {
  static override styles = [tokens, tickLook];
  static override shadowRootOptions: ShadowRootInit = {
    mode: 'open',
    delegatesFocus: true,
    slotAssignment: 'manual',
  };

  @property() name = '';
  @property() value = 'on';
  @property({ converter: flag }) disabled = false;
  @state() protected error = '';
  #checked = false;
  #start: boolean | undefined;
  #listens = false;
  readonly #children = new MutationObserver(() => this.requestUpdate());

  /** checked tells whether it is on; the attribute follows it. */
  @property({ converter: flag, reflect: true })
  get checked(): boolean {
    return this.#checked;
  }
  set checked(on: boolean) {
    this.#checked = Boolean(on);
    if (this.#checked) this.turnedOn();
  }

  /** type is the browser's own control that stands for it. */
  protected abstract readonly type: 'checkbox' | 'radio';
  /** role is what screen readers call it, where that is not the control's own. */
  protected readonly controlRole: string | undefined = undefined;
  /** tabbable is false where the Tab key goes to another of the group. */
  protected get tabbable(): boolean {
    return true;
  }

  /** off tells that it is disabled, by itself or by what it stands in. */
  get off(): boolean {
    return this.disabled;
  }

  /** look names further classes of the row. */
  protected get look(): string {
    return '';
  }

  /** flip is what a click does. */
  protected flip(): void {
    this.checked = !this.checked;
  }

  /** turnedOn is called whenever it is set to on. */
  protected turnedOn(): void {}

  /** complaint says why it cannot stay as it is, empty when it can. */
  protected complaint(): string {
    return '';
  }

  entries(): Entry[] {
    return [{ kind: 'flag', name: this.name, key: this.value || 'on', on: this.checked }];
  }

  validate(): boolean {
    this.error = this.complaint();
    return this.error === '';
  }

  reset(): void {
    this.checked = this.#start ?? false;
    this.error = '';
  }

  saveState(): Json | undefined {
    return this.checked === (this.#start ?? false) ? undefined : this.checked;
  }

  restoreState(state: Json): void {
    this.checked = state === true;
    this.tell();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#start ??= this.checked;
    if (this.checked) this.turnedOn();
    this.#children.observe(this, { childList: true, subtree: true, characterData: true });
    // Added now, so that an onclick in the template still sees the old state.
    if (!this.#listens) this.addEventListener('click', (event) => this.#click(event));
    this.#listens = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#children.disconnect();
  }

  override render(): TemplateResult {
    const captioned = splitCaption([...this.childNodes], labelStrays)[0].some((node) =>
      node.textContent?.trim(),
    );
    const named = captioned
      ? undefined
      : this.getAttribute('aria-label') || this.title || this.value || this.name;
    return html`<span class="row ${this.controlRole ?? this.type} ${this.look} ${this.error ? 'invalid' : ''}">
        <input
          id="control"
          class="control"
          part="control"
          type=${this.type}
          role=${this.controlRole ?? nothing}
          .checked=${live(this.checked)}
          ?disabled=${this.off}
          tabindex=${this.tabbable ? nothing : '-1'}
          aria-labelledby=${captioned ? 'label' : nothing}
          aria-label=${named ?? nothing}
          aria-invalid=${this.error && this.type === 'checkbox' ? 'true' : nothing}
          aria-describedby="error"
          @input=${stop}
          @change=${stop}
        /><span id="label" class="label"><slot id="caption"></slot></span>
      </span>
      <span id="error" class="error" role="alert" ?hidden=${this.error === ''}>${this.error}</span>
      <slot id="rest"></slot>`;
  }

  override updated(): void {
    assignCaption(this, labelStrays);
  }

  /** tell lets the page know that the state has changed. */
  protected tell(): void {
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #click(event: Event): void {
    if (this.off || event.defaultPrevented || !this.#isMine(event)) return;
    const before = this.checked;
    this.flip();
    if (this.error !== '') this.error = this.complaint();
    this.requestUpdate();
    if (this.checked !== before) this.tell();
  }

  // A link in the label goes where it goes; strays have clicks of their own.
  #isMine(event: Event): boolean {
    const path = event.composedPath();
    const within = path.slice(0, path.indexOf(this));
    if (within.some((node) => node instanceof HTMLAnchorElement && node.href !== '')) return false;
    return within.length === 0 || within.some((node) => node instanceof Element && node.matches('.row'));
  }
}

// The control's own events stay inside; the element tells the page itself.
function stop(event: Event): void {
  event.stopPropagation();
}
