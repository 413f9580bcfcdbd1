import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Problem } from '../../api/problem.ts';
import type { Invited, Session, WorkerApi } from '../../api/worker.ts';
import { texts } from '../texts.ts';
import { sentenceOf, View } from '../view.ts';
import { newPasswordField } from './password-field.ts';
import { type Strength, strengthOf } from './strength.ts';

/**
 * portal-choose-password lets somebody who came by a link choose a password, and
 * signs them in with it.
 *
 * Properties: api, token, invitation (asks for the name too).
 * Events: signed-in, with the session as detail; given-up, with what to say as detail.
 */
export class PortalChoosePassword extends View {
  @property({ attribute: false }) api!: WorkerApi;
  @property({ attribute: false }) token = '';
  @property({ attribute: false }) invitation = false;
  @state() private who: Invited | undefined;
  @state() private error = '';
  @state() private busy = false;
  @state() private strength: Strength | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${this.#title()} · ${texts.product}`;
    void this.#look();
  }

  override render(): TemplateResult {
    if (!this.who) {
      return this.error
        ? html`<p class="notice bad" role="alert">${this.error}</p>
            <button type="button" class="button" @click=${this.#look}>${texts.tryAgain}</button>`
        : html`<p class="empty" role="status"><span class="spinner"></span>${texts.choosing}</p>`;
    }
    return html`<h2>${this.#title()}</h2>
      <p class="muted">${this.invitation ? texts.invitedLead : texts.newPasswordLead}</p>
      <form class="sign-in" @submit=${this.#submit}>
        ${this.error ? html`<p class="notice bad" role="alert">${this.error}</p>` : nothing}
        <label for="email">${texts.email}</label>
        <input id="email" name="email" type="email" autocomplete="username" readonly .value=${this.who.email} />
        ${this.invitation ? this.#name(this.who.name) : nothing} ${newPasswordField(this.strength, this.#grade)}
        <button type="submit" class="button primary" ?disabled=${this.busy}>
          ${this.busy ? texts.saving : texts.chooseAndSignIn}
        </button>
      </form>`;
  }

  #title(): string {
    return this.invitation ? texts.welcome : texts.newPasswordTitle;
  }

  #name(name: string): TemplateResult {
    return html`<label for="name">${texts.name}</label>
      <input id="name" name="name" type="text" autocomplete="name" maxlength="256" required .value=${name} />`;
  }

  #look = async (): Promise<void> => {
    this.error = '';
    try {
      this.who = await this.api.invited(this.token);
    } catch (cause) {
      if (cause instanceof Problem && cause.status === 401) this.#giveUp(texts.passwordLinkSpent);
      else this.error = sentenceOf(cause);
      return;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>(this.invitation ? '#name' : '#new-password')?.focus();
  };

  #giveUp(note: string): void {
    this.dispatchEvent(new CustomEvent<string>('given-up', { detail: note }));
  }

  #grade = (event: InputEvent): void => {
    const { value } = event.target as HTMLInputElement;
    this.strength = value === '' ? undefined : strengthOf(value, this.who?.email ?? '', this.who?.name ?? '');
  };

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const password = String(form.get('new-password'));
    this.busy = true;
    this.error = '';
    try {
      const { email } = await this.api.choosePassword(this.token, String(form.get('name') ?? ''), password);
      await this.#signIn(email, password);
    } catch (cause) {
      if (cause instanceof Problem && cause.status === 401) this.#giveUp(texts.passwordLinkSpent);
      else this.error = sentenceOf(cause);
    }
    this.busy = false;
  };

  async #signIn(email: string, password: string): Promise<void> {
    try {
      const session = await this.api.signIn({ email, password });
      this.dispatchEvent(new CustomEvent<Session>('signed-in', { detail: session }));
    } catch {
      this.#giveUp(texts.passwordChosen);
    }
  }
}
