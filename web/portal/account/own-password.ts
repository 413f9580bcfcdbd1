import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Session } from '../../api/worker.ts';
import { texts } from '../texts.ts';
import { type Desk, sentenceOf, View } from '../view.ts';
import { currentPasswordField, newPasswordField } from './password-field.ts';
import { type Strength, strengthOf } from './strength.ts';

/**
 * portal-own-password lets somebody who is signed in change the password, or choose one.
 *
 * Properties: desk, session.
 * Events: password-set, when another is saved.
 */
export class PortalOwnPassword extends View {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) session!: Session;
  @state() private error = '';
  @state() private busy = false;
  @state() private strength: Strength | undefined;

  override render(): TemplateResult {
    const has = this.session.hasPassword;
    return html`<section class="own-password" aria-labelledby="password-title">
      <h2 id="password-title">${has ? texts.changePassword : texts.setPassword}</h2>
      ${has ? nothing : html`<p class="muted">${texts.setPasswordLead}</p>`}
      <form class="sign-in" @submit=${this.#save}>
        ${this.error ? html`<p class="notice bad" role="alert">${this.error}</p>` : nothing}
        <input type="email" name="email" autocomplete="username" hidden readonly .value=${this.session.worker.email} />
        ${has ? currentPasswordField('current-password') : nothing} ${newPasswordField(this.strength, this.#grade)}
        <button type="submit" class="button primary" ?disabled=${this.busy}>
          ${this.busy ? texts.saving : texts.save}
        </button>
      </form>
    </section>`;
  }

  #grade = (event: InputEvent): void => {
    const { value } = event.target as HTMLInputElement;
    const { email, name } = this.session.worker;
    this.strength = value === '' ? undefined : strengthOf(value, email, name);
  };

  #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const target = event.target as HTMLFormElement;
    const form = new FormData(target);
    this.busy = true;
    this.error = '';
    try {
      await this.desk.api.changePassword(
        String(form.get('current-password') ?? ''),
        String(form.get('new-password')),
      );
      target.reset();
      this.strength = undefined;
      this.dispatchEvent(new CustomEvent('password-set', { bubbles: true }));
      this.desk.say(texts.passwordSaved);
    } catch (cause) {
      this.error = sentenceOf(cause);
    }
    this.busy = false;
  };
}
