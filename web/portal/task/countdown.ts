import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Assignment } from '../../api/worker.ts';
import { clockText, leftOf, warningOf } from '../clock.ts';
import { spanText, texts } from '../texts.ts';
import { type Desk, View } from '../view.ts';

/** again is after how many seconds an end is told again. */
const again = 5;

/**
 * portal-countdown shows how much time a task has left. Near the end it is
 * marked, and said once.
 *
 * Properties: desk, assignment. Events: time-over, at the end and every few
 * seconds after it, as the server's clock decides.
 */
export class PortalCountdown extends View {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) assignment!: Assignment;
  @state() private left = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #warned = '';
  #over = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#tick(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override willUpdate(): void {
    this.left = leftOf(this.assignment.expiresAt, this.desk.clock.now());
  }

  override render(): TemplateResult {
    const low = this.left <= this.#warning;
    return html`<span class="countdown ${low ? 'low' : ''}" role="timer" aria-label=${texts.timeLeftLabel}>
      <svg viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
        <circle cx="12" cy="12" r="9" />
        <path d="M12 7v5l3 2" />
      </svg>
      ${clockText(this.left)}${low ? html`<span class="visually-hidden">${texts.timeLeftLabel}</span>` : nothing}
    </span>`;
  }

  get #warning(): number {
    const { acceptedAt, expiresAt } = this.assignment;
    return warningOf((Date.parse(expiresAt) - Date.parse(acceptedAt)) / 1000);
  }

  #tick(): void {
    this.left = leftOf(this.assignment.expiresAt, this.desk.clock.now());
    const { id } = this.assignment;
    if (this.left <= this.#warning && this.left > 0 && this.#warned !== id) {
      this.#warned = id;
      this.desk.say(texts.timeWarning(spanText(this.left)));
    }
    this.#over = this.left === 0 ? this.#over + 1 : 0;
    if (this.#over % again === 1) this.dispatchEvent(new Event('time-over', { bubbles: true }));
  }
}
