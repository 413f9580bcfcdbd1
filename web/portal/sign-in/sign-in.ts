import { html, nothing, svg, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Problem } from '../../api/problem.ts';
import type { Session, WorkerApi } from '../../api/worker.ts';
import { texts } from '../texts.ts';
import { sentenceOf, View } from '../view.ts';
import { codeField } from './code-field.ts';

/**
 * portal-sign-in asks for e-mail and password, and then for the code of a second factor
 * that is on; or leads to the identity provider, or to a new password.
 *
 * Properties: api, email (preset), note (said above the fields).
 * Events: signed-in, with the session as detail.
 */
export class PortalSignIn extends View {
  @property({ attribute: false }) api!: WorkerApi;
  @property({ attribute: false }) email = '';
  @property({ attribute: false }) note = '';
  @state() private error = '';
  @state() private busy = false;
  @state() private revealed = false;
  @state() private forgotten = false;
  /** password is the one that was right, while a code is asked for. */
  @state() private password = '';

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLInputElement>(this.email ? '#password' : '#email')?.focus();
  }

  override render(): TemplateResult {
    if (this.forgotten) {
      return html`<portal-forgotten .api=${this.api} .email=${this.email} @back=${this.#remembered}></portal-forgotten>`;
    }
    return this.password === '' ? this.#passwordStep() : this.#codeStep();
  }

  #codeStep(): TemplateResult {
    return html`<form class="sign-in" @submit=${this.#submitCode}>
      ${this.error === '' ? nothing : html`<p class="notice bad" role="alert">${this.error}</p>`}
      ${codeField()}
      <button type="submit" class="button primary" ?disabled=${this.busy}>
        ${this.busy ? texts.signingIn : texts.signIn}
      </button>
      <button type="button" class="button quiet" @click=${this.#back}>${texts.cancel}</button>
    </form>`;
  }

  #passwordStep(): TemplateResult {
    const message = this.error || this.note;
    return html`<portal-provider .api=${this.api}></portal-provider>
      <form class="sign-in" @submit=${this.#submit}>
      ${message === '' ? nothing : html`<p class="notice ${this.error ? 'bad' : ''}" role="alert">${message}</p>`}
      <label for="email">${texts.email}</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="username"
        required
        .value=${this.email}
        ?readonly=${this.busy}
      />
      <label for="password">${texts.password}</label>
      <div class="secret">
        <input
          id="password"
          name="password"
          type=${this.revealed ? 'text' : 'password'}
          autocomplete="current-password"
          required
          ?autofocus=${this.email !== ''}
          ?readonly=${this.busy}
        />
        <button
          type="button"
          class="button quiet"
          aria-pressed=${String(this.revealed)}
          aria-label=${this.revealed ? texts.hidePassword : texts.showPassword}
          title=${this.revealed ? texts.hidePassword : texts.showPassword}
          @click=${this.#reveal}
        >
          ${eye(this.revealed)}
        </button>
      </div>
      <button type="submit" class="button primary" ?disabled=${this.busy}>
        ${this.busy ? texts.signingIn : texts.signIn}
      </button>
      <button type="button" class="button quiet" ?disabled=${this.busy} @click=${this.#forget}>${texts.forgot}</button>
    </form>`;
  }

  #forget = (): void => {
    this.email = this.renderRoot.querySelector<HTMLInputElement>('#email')?.value ?? '';
    this.error = '';
    this.forgotten = true;
  };

  #remembered = async ({ detail }: CustomEvent<string>): Promise<void> => {
    this.email = detail;
    this.note = '';
    this.forgotten = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>(detail ? '#password' : '#email')?.focus();
  };

  #reveal = (): void => {
    this.revealed = !this.revealed;
  };

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    this.email = String(form.get('email'));
    await this.#try(String(form.get('password')));
  };

  #submitCode = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    await this.#try(this.password, String(form.get('code')));
  };

  #back = async (): Promise<void> => {
    this.password = '';
    this.error = '';
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('#password')?.focus();
  };

  async #try(password: string, code?: string): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      const session = await this.api.signIn({ email: this.email, password, ...(code ? { code } : {}) });
      this.password = '';
      this.dispatchEvent(new CustomEvent<Session>('signed-in', { detail: session, bubbles: true }));
    } catch (cause) {
      if (asksForCode(cause)) await this.#askForCode(password, code);
      else await this.#refused(cause);
    }
    this.busy = false;
  }

  async #askForCode(password: string, wrong?: string): Promise<void> {
    this.password = password;
    this.error = wrong ? texts.codeWrong : '';
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('#code')?.select();
  }

  async #refused(cause: unknown): Promise<void> {
    const wrong = cause instanceof Problem && cause.status === 401;
    this.error = wrong ? texts.wrongPassword : sentenceOf(cause);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>(this.password ? '#code' : '#password')?.select();
  }
}

// asksForCode tells whether the password was right and a code is missing or wrong.
function asksForCode(cause: unknown): boolean {
  if (!(cause instanceof Problem) || cause.status !== 401) return false;
  const { errors = [] } = cause.body as { errors?: { location?: string }[] };
  return errors.some(({ location }) => location === 'body.code');
}

function eye(crossed: boolean): TemplateResult {
  return html`<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
    <path d="M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.5 16.5 2 12z" />
    <circle cx="12" cy="12" r="3" />
    ${crossed ? svg`<path d="M4 20 20 4" />` : nothing}
  </svg>`;
}
