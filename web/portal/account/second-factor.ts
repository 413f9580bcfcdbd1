import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { SecondFactor, SecondFactorOffer } from '../../api/worker.ts';
import { codeField } from '../sign-in/code-field.ts';
import { texts } from '../texts.ts';
import { type Desk, sentenceOf, View } from '../view.ts';
import { currentPasswordField } from './password-field.ts';

/** Step is how far somebody is who sets up an authenticator app. */
type Step =
  | { name: 'start' }
  | { name: 'password' }
  | { name: 'scan'; offer: SecondFactorOffer }
  | { name: 'recovery'; codes: string[] };

/** Send is what becomes of a form. */
type Send = (form: FormData) => Promise<void>;

/**
 * portal-second-factor turns the code of an authenticator app on and off, and renews its
 * recovery codes.
 *
 * Properties: desk, hasPassword, required (sets out to turn it on by itself).
 * Events: factor-set, when it is on and its recovery codes are kept; factor-off.
 */
export class PortalSecondFactor extends View {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) hasPassword = false;
  @property({ attribute: false }) required = false;
  @state() private factor: SecondFactor | undefined;
  @state() private step: Step = { name: 'start' };
  @state() private error = '';
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#begin();
  }

  override render(): TemplateResult {
    return html`<section class="second-factor" aria-labelledby="second-factor-title">
      <h2 id="second-factor-title" tabindex="-1">${texts.secondFactor}</h2>
      ${this.error ? html`<p class="notice bad" role="alert">${this.error}</p>` : ''} ${this.#content()}
    </section>`;
  }

  #content(): TemplateResult {
    if (!this.factor) return this.#unknown();
    switch (this.step.name) {
      case 'password':
        return this.#form(this.#offer, currentPasswordField('factor-password'), texts.next);
      case 'scan':
        return this.#scan(this.step.offer);
      case 'recovery':
        return this.#recovery(this.step.codes);
      case 'start':
        return this.factor.on ? this.#on(this.factor) : this.#off();
    }
  }

  #unknown(): TemplateResult {
    return this.error
      ? html`<button type="button" class="button" @click=${this.#begin}>${texts.tryAgain}</button>`
      : html`<p class="empty" role="status"><span class="spinner"></span>${texts.loadingSecondFactor}</p>`;
  }

  #off(): TemplateResult {
    if (!this.hasPassword) return html`<p class="muted">${texts.secondFactorNeedsPassword}</p>`;
    return html`<p class="muted">${texts.secondFactorOff}</p>
      <button type="button" class="button" @click=${() => this.#go({ name: 'password' })}>
        ${texts.secondFactorSetUp}
      </button>`;
  }

  #on({ recoveryCodes }: SecondFactor): TemplateResult {
    return html`<p class="muted">${texts.secondFactorOn(recoveryCodes)}</p>
      ${this.#form(this.#turnOff, codeField(), texts.secondFactorTurnOff, { submit: this.#renew, label: texts.recoveryRenew })}`;
  }

  #scan({ secret, picture }: SecondFactorOffer): TemplateResult {
    const { size, path } = picture;
    return html`<p>${texts.secondFactorScan}</p>
      <svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${texts.secondFactorPicture}>
        <path d=${path} />
      </svg>
      <p>${texts.secondFactorKey}: <code>${secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
      ${this.#form(this.#confirm, codeField(), texts.secondFactorTurnOn)}`;
  }

  #recovery(codes: string[]): TemplateResult {
    return html`<h3>${texts.recoveryTitle}</h3>
      <p>${texts.recoveryLead}</p>
      <ul class="codes">
        ${codes.map((code) => html`<li><code>${code}</code></li>`)}
      </ul>
      <button type="button" class="button primary" @click=${this.#kept}>
        ${texts.recoveryKept}
      </button>`;
  }

  // The first button is the one that Enter presses.
  #form(
    submit: Send,
    field: TemplateResult,
    label: string,
    other?: { submit: Send; label: string },
  ): TemplateResult {
    const send = (event: SubmitEvent) =>
      this.#submit(event, event.submitter?.id === 'other' && other ? other.submit : submit);
    return html`<form class="sign-in" @submit=${send}>
      ${field}
      <button type="submit" class="button primary" ?disabled=${this.busy}>${this.busy ? texts.saving : label}</button>
      ${other ? html`<button type="submit" id="other" class="button" ?disabled=${this.busy}>${other.label}</button>` : ''}
      ${
        this.step.name === 'start' || this.required
          ? ''
          : html`<button type="button" class="button quiet" @click=${() => this.#go({ name: 'start' })}>
              ${texts.cancel}
            </button>`
      }
    </form>`;
  }

  async #submit(event: SubmitEvent, submit: Send): Promise<void> {
    event.preventDefault();
    this.busy = true;
    this.error = '';
    try {
      await submit(new FormData(event.target as HTMLFormElement));
    } catch (cause) {
      this.error = sentenceOf(cause);
    }
    this.busy = false;
  }

  #offer = async (form: FormData): Promise<void> => {
    const offer = await this.desk.api.offerSecondFactor(String(form.get('current-password')));
    await this.#go({ name: 'scan', offer });
  };

  #confirm = async (form: FormData): Promise<void> => {
    const codes = await this.desk.api.confirmSecondFactor(String(form.get('code')));
    await this.#load();
    this.desk.say(texts.secondFactorIsOn);
    await this.#go({ name: 'recovery', codes });
  };

  #renew = async (form: FormData): Promise<void> => {
    const codes = await this.desk.api.renewRecoveryCodes(String(form.get('code')));
    await this.#load();
    await this.#go({ name: 'recovery', codes });
  };

  #kept = async (): Promise<void> => {
    await this.#go({ name: 'start' });
    this.dispatchEvent(new CustomEvent('factor-set', { bubbles: true }));
  };

  #turnOff = async (form: FormData): Promise<void> => {
    await this.desk.api.turnOffSecondFactor(String(form.get('code')));
    await this.#load();
    this.desk.say(texts.secondFactorIsOff);
    await this.#go({ name: 'start' });
    this.dispatchEvent(new CustomEvent('factor-off', { bubbles: true }));
  };

  // The button that was pressed is gone: the first field takes the focus, or the heading.
  async #go(step: Step): Promise<void> {
    this.step = step;
    this.error = '';
    await this.updateComplete;
    const field = step.name === 'start' ? null : this.renderRoot.querySelector('input');
    (field ?? this.renderRoot.querySelector('h2'))?.focus();
  }

  #begin = async (): Promise<void> => {
    await this.#load();
    if (this.required && this.factor?.on === false) await this.#go({ name: 'password' });
  };

  #load = async (): Promise<void> => {
    this.error = '';
    try {
      this.factor = await this.desk.api.secondFactor();
    } catch (cause) {
      this.error = `${texts.secondFactorFailed} ${sentenceOf(cause)}`;
    }
  };
}
