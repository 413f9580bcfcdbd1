import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { WorkerApi } from '../../api/worker.ts';
import { texts } from '../texts.ts';
import { sentenceOf, View } from '../view.ts';

/**
 * portal-forgotten has a link mailed to somebody who has forgotten their password, or
 * tells whom to ask where no mail is sent.
 *
 * Properties: api, email (preset).
 * Events: back, with the e-mail address as detail.
 */
export class PortalForgotten extends View {
  @property({ attribute: false }) api!: WorkerApi;
  @property({ attribute: false }) email = '';
  /** offered tells whether the server sends mail; undefined until it has answered. */
  @state() private offered: boolean | undefined;
  @state() private sent = false;
  @state() private busy = false;
  @state() private error = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  override render(): TemplateResult {
    return html`<h2 tabindex="-1">${texts.forgot}</h2>
      ${this.error ? html`<p class="notice bad" role="alert">${this.error}</p>` : nothing} ${this.#step()}
      <div class="sign-in">
        <button type="button" class="button quiet" @click=${this.#back}>${texts.backToSignIn}</button>
      </div>`;
  }

  #step(): TemplateResult | typeof nothing {
    if (this.sent) return html`<p class="notice" role="status">${texts.linkOnItsWay}</p>`;
    if (this.offered === undefined) {
      return this.error
        ? html`<button type="button" class="button" @click=${this.#look}>${texts.tryAgain}</button>`
        : nothing;
    }
    return this.offered ? this.#form() : html`<p class="notice" role="status">${texts.noMail}</p>`;
  }

  #form(): TemplateResult {
    return html`<form class="sign-in" @submit=${this.#submit}>
      <p class="muted">${texts.forgotLead}</p>
      <label for="forgotten-email">${texts.email}</label>
      <input
        id="forgotten-email"
        name="email"
        type="email"
        autocomplete="username"
        required
        .value=${this.email}
        ?readonly=${this.busy}
      />
      <button type="submit" class="button primary" ?disabled=${this.busy}>
        ${this.busy ? texts.sendingLink : texts.sendLink}
      </button>
    </form>`;
  }

  #look = async (): Promise<void> => {
    this.error = '';
    try {
      this.offered = (await this.api.signInWays()).passwordReset;
    } catch (cause) {
      this.error = sentenceOf(cause);
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(this.offered ? '#forgotten-email' : 'h2')?.focus();
  };

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    this.email = String(new FormData(event.target as HTMLFormElement).get('email'));
    this.busy = true;
    this.error = '';
    try {
      await this.api.requestPasswordReset(this.email);
      this.sent = true;
    } catch (cause) {
      this.error = sentenceOf(cause);
    }
    this.busy = false;
    await this.updateComplete;
    if (this.sent) this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  };

  #back = (): void => {
    this.dispatchEvent(new CustomEvent<string>('back', { detail: this.email }));
  };
}
