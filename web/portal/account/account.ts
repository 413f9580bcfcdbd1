import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { OpenSession, Session } from '../../api/worker.ts';
import { spanText, texts } from '../texts.ts';
import { type Desk, sentenceOf, View } from '../view.ts';
import { browserOf } from './browser.ts';

/**
 * portal-account is what workers see and do about their own account: the password, the
 * second factor, and where they are signed in.
 *
 * Properties: desk, session.
 * Events: password-set, factor-set and factor-off, of its parts.
 */
export class PortalAccount extends View {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) session!: Session;
  @state() private sessions: OpenSession[] | undefined;
  @state() private listError = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${texts.account} · ${texts.product}`;
    void this.#load();
  }

  override render(): TemplateResult {
    const { worker } = this.session;
    return html`<div class="page account">
      <div class="page-head">
        <h1 tabindex="-1">${texts.account}</h1>
      </div>
      <p class="muted">${worker.name} · ${worker.email}</p>
      ${
        this.session.issuer
          ? html`<p>${texts.passwordElsewhere(this.session.issuer)}</p>`
          : html`<portal-own-password
                .desk=${this.desk}
                .session=${this.session}
                @password-set=${this.#load}
              ></portal-own-password>
              <portal-second-factor .desk=${this.desk} .hasPassword=${this.session.hasPassword}></portal-second-factor>`
      }
      ${this.#places()}
    </div>`;
  }

  #places(): TemplateResult {
    return html`<section aria-labelledby="sessions-title">
      <h2 id="sessions-title">${texts.sessions}</h2>
      ${this.#list()}
    </section>`;
  }

  #list(): TemplateResult {
    if (this.listError) {
      return html`<div class="notice bad" role="alert">
        <p>${texts.sessionsFailed} ${this.listError}</p>
        <button type="button" class="button" @click=${this.#load}>${texts.tryAgain}</button>
      </div>`;
    }
    if (!this.sessions) {
      return html`<p class="empty" role="status"><span class="spinner"></span>${texts.loadingSessions}</p>`;
    }
    return html`<ul class="cards">
        ${this.sessions.map((place) => this.#place(place))}
      </ul>
      ${
        this.sessions.length > 1
          ? html`<p>
              <button type="button" class="button" @click=${this.#endOthers}>${texts.signOutOthers}</button>
            </p>`
          : nothing
      }`;
  }

  #place(place: OpenSession): TemplateResult {
    const name = browserOf(place.userAgent);
    return html`<li class="card">
      <div>
        <h3>${name}</h3>
        <p class="facts">
          ${place.current ? html`<span><strong>${texts.thisSession}</strong></span>` : nothing}
          <span>${place.address}</span><span>${texts.seen(this.#ago(place.seenAt))}</span
          ><span>${texts.since(this.#ago(place.createdAt))}</span>
        </p>
      </div>
      ${
        place.current
          ? nothing
          : html`<button
              type="button"
              class="button"
              aria-label=${texts.signOutThereOf(name)}
              @click=${() => this.#end(place)}
            >
              ${texts.signOutThere}
            </button>`
      }
    </li>`;
  }

  #ago(time: string): string {
    const seconds = (this.desk.clock.now() - Date.parse(time)) / 1000;
    return seconds < 60 ? texts.justNow : texts.ago(spanText(seconds));
  }

  #load = async (): Promise<void> => {
    this.listError = '';
    try {
      this.sessions = await this.desk.api.sessions();
    } catch (cause) {
      this.listError = sentenceOf(cause);
    }
  };

  async #end(place: OpenSession): Promise<void> {
    await this.#act(() => this.desk.api.endSession(place.sessionId), texts.endedThere);
  }

  #endOthers = async (): Promise<void> => {
    await this.#act(() => this.desk.api.endOtherSessions(), texts.endedOthers);
  };

  // The button that was pressed goes with its row, so the heading takes the focus.
  async #act(call: () => Promise<void>, done: string): Promise<void> {
    try {
      await call();
      this.desk.say(done);
    } catch (cause) {
      this.desk.say(sentenceOf(cause));
    }
    await this.#load();
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }
}
