import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { type Filled, type Session, WorkerApi } from '../../api/worker.ts';
import { isFree, keyPress } from '../../crowd/page/hotkeys.ts';
import type { KeyPress } from '../../crowd/page/messages.ts';
import { Clock } from '../clock.ts';
import type { PortalShortcuts } from '../dialogs/shortcut-sheet.ts';
import type { PortalJobs } from '../jobs/jobs.ts';
import { actionOf, shortcutsOf } from '../keys.ts';
import { countKept, databaseShelf, sendKept } from '../outbox.ts';
import { passwordTokenOf, pathOf, type Route, returnOf, routeOf } from '../routes.ts';
import type { PortalSignInAgain } from '../sign-in/again.ts';
import { spendLink } from '../sign-in/link.ts';
import { tabMemory } from '../tab-memory.ts';
import type { PortalTask } from '../task/task.ts';
import { texts } from '../texts.ts';
import { type Desk, sentenceOf, View } from '../view.ts';
import { logo } from './logo.ts';
import { lost } from './lost.ts';

/** tryEvery is how often, in milliseconds, a server that could not be reached is tried: to begin at all, or to hand in answers that wait. */
const tryEvery = 10_000;

/** messageTime is how long, in milliseconds, a passing message stays: as long as it takes to read. */
const messageTime = (message: string) => Math.min(7000, Math.max(2500, 1500 + 60 * message.length));

/** portal-app is the whole portal: who is signed in, which view shows, and what is said in passing. */
export class PortalApp extends View implements Desk {
  @state() private session: Session | undefined;
  @state() private ready = false;
  @state() private route: Route = routeOf(location.pathname);
  @state() private note = '';
  @state() private message = '';
  /** lost tells that the server could not be reached when the portal was opened, trying that it is tried again. */
  @state() private lost = false;
  @state() private trying = false;
  /** choosing is the link to choose a password with that this page was opened by. */
  @state() private choosing: { token: string; invitation: boolean } | undefined;
  @query('portal-task') private task!: PortalTask | null;
  @query('portal-jobs') private jobs!: PortalJobs | null;
  @query('portal-shortcuts') private sheet!: PortalShortcuts;
  @query('portal-sign-in-again') private again!: PortalSignInAgain;
  readonly clock = new Clock();
  readonly api = new WorkerApi({
    signInAgain: () => this.signInAgain(),
    heard: (date, sent, received) => this.clock.heard(date, sent, received),
  });
  @state() private waiting = 0;
  #tries: ReturnType<typeof setInterval> | undefined;
  #sending = false;
  #fade: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', this.#onPopState);
    document.addEventListener('keydown', this.#onKey);
    window.addEventListener('online', this.#onOnline);
    this.#tries = setInterval(() => void ((this.lost || this.waiting) && this.#onOnline()), tryEvery);
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#onPopState);
    document.removeEventListener('keydown', this.#onKey);
    window.removeEventListener('online', this.#onOnline);
    clearInterval(this.#tries);
  }

  go(route: Route, how?: 'replace'): void {
    const path = pathOf(route);
    if (how === 'replace') history.replaceState(null, '', path);
    else if (path !== location.pathname) history.pushState(null, '', path);
    void this.#turnTo(route);
  }

  async keepAnswer(assignmentId: string, filled: Filled): Promise<boolean> {
    try {
      await databaseShelf.put({ ...filled, assignmentId, worker: this.session?.worker.workerId ?? '' });
      this.waiting = Math.max(1, this.waiting);
      return true;
    } catch {
      return false;
    }
  }

  #onOnline = (): Promise<void> => (this.lost ? this.#begin() : this.#sendKept());

  // Quietly: a session that is over is asked for when the worker does something.
  #sendKept = async (): Promise<void> => {
    if (!this.session || this.session.secondFactorRequired || this.#sending) return;
    this.#sending = true;
    try {
      const { taken, refused, waiting } = await sendKept(
        databaseShelf,
        this.session.worker.workerId,
        (kept) => this.api.submit(kept.assignmentId, kept, false, 'quiet'),
      );
      this.waiting = waiting;
      if (taken.length > 0) this.say(texts.keptSent);
      if (refused.length > 0) this.say(texts.keptRefused);
      this.task?.keptSent(taken);
    } catch (cause) {
      console.warn('The browser keeps no answers.', cause);
    }
    this.#sending = false;
  };

  say(message: string): void {
    clearTimeout(this.#fade);
    this.message = message;
    this.#fade = setTimeout(() => {
      this.message = '';
    }, messageTime(message));
  }

  override render(): TemplateResult {
    return html`${this.#content()}
      <div class="toast" role="status" aria-live="polite">${this.message ? html`<p>${this.message}</p>` : nothing}</div>
      <portal-shortcuts></portal-shortcuts>
      <portal-sign-in-again
        .api=${this.api}
        .email=${this.session?.worker.email ?? ''}
        @signed-in=${this.#backIn}
      ></portal-sign-in-again>`;
  }

  #content(): TemplateResult | typeof nothing {
    if (this.lost) return lost(this.waiting, this.trying, this.#begin);
    if (!this.ready) return nothing;
    if (this.choosing) return this.#choosePassword(this.choosing);
    if (!this.session) return this.#welcome();
    return this.session.secondFactorRequired
      ? this.#setUp(this.session)
      : this.#signedInContent(this.session);
  }

  #choosePassword({ token, invitation }: { token: string; invitation: boolean }): TemplateResult {
    return html`<main class="welcome">
      <h1>${logo()}${texts.product}</h1>
      <portal-choose-password
        .api=${this.api}
        .token=${token}
        .invitation=${invitation}
        @signed-in=${this.#enter}
        @given-up=${this.#giveUp}
      ></portal-choose-password>
    </main>`;
  }

  #giveUp = (event: CustomEvent<string>): void => {
    this.choosing = undefined;
    this.note = event.detail;
    void this.#begin();
  };

  #welcome(): TemplateResult {
    return html`<main class="welcome">
      <h1>${logo()}${texts.product}</h1>
      <p class="muted">${texts.signInLead}</p>
      <portal-sign-in .api=${this.api} .note=${this.note} @signed-in=${this.#enter}></portal-sign-in>
    </main>`;
  }

  #setUp(session: Session): TemplateResult {
    return html`<main class="welcome">
      <h1>${logo()}${texts.product}</h1>
      <portal-set-up
        .desk=${this}
        .session=${session}
        @password-set=${this.#passwordSet}
        @factor-set=${this.#factorSet}
      ></portal-set-up>
      <div class="sign-in">
        <button type="button" class="button quiet" @click=${this.#signOut}>${texts.signOut}</button>
      </div>
    </main>`;
  }

  #signedInContent(session: Session): TemplateResult {
    const { route } = this;
    return html`<header class="top">
        <a class="brand" href="/portal" @click=${this.#home}>${logo()}<span>${texts.product}</span></a>
        <div class="who">
          <button
            type="button"
            class="button quiet"
            aria-label=${texts.showShortcuts}
            title=${texts.showShortcuts}
            @click=${this.#showShortcuts}
          >
            ?
          </button>
          ${
            route.view === 'answers' || route.view === 'answer'
              ? nothing
              : html`<a class="button quiet" href="/portal/answers" @click=${this.#toAnswers}>${texts.answers}</a>`
          }
          ${runs(session) ? html`<a class="button quiet" href="/console">${texts.console}</a>` : nothing}
          <a
            class="button quiet worker"
            href="/portal/account"
            aria-label=${texts.accountOf(session.worker.name || session.worker.email)}
            @click=${this.#toAccount}
            >${session.worker.name || session.worker.email}</a
          >
          <button type="button" class="button quiet" @click=${this.#signOut}>${texts.signOut}</button>
        </div>
      </header>
      ${this.waiting ? html`<p class="answer-note" role="status">${texts.keptWaiting(this.waiting)}</p>` : nothing}
      ${session.hasPassword === false && !session.issuer && route.view === 'jobs' ? this.#noPassword() : nothing}
      <main>
        ${this.#view(route, session)}
      </main>`;
  }

  #view(route: Route, session: Session): TemplateResult {
    const press = (event: CustomEvent<KeyPress>) => this.#press(event.detail);
    switch (route.view) {
      case 'task':
        return html`<portal-task .desk=${this} .assignmentId=${route.id} @task-key=${press}></portal-task>`;
      case 'answers':
        return html`<portal-answers .desk=${this}></portal-answers>`;
      case 'answer':
        return html`<portal-answer .desk=${this} .answerId=${route.id} @task-key=${press}></portal-answer>`;
      case 'account':
        return html`<portal-account
          .desk=${this}
          .session=${session}
          @password-set=${this.#passwordSet}
          @factor-off=${this.#lookAgain}
        ></portal-account>`;
      default:
        return html`<portal-jobs
          .desk=${this}
          .jobId=${route.view === 'job' ? route.id : undefined}
        ></portal-jobs>`;
    }
  }

  #toAnswers = (event: Event): Promise<void> => this.#leaveTo(event, { view: 'answers' });

  #toAccount = (event: Event): Promise<void> => this.#leaveTo(event, { view: 'account' });

  // In a task the draft is kept first.
  async #leaveTo(event: Event, route: Route): Promise<void> {
    event.preventDefault();
    await this.task?.keepDraft();
    this.go(route);
  }

  #noPassword(): TemplateResult {
    return html`<p class="notice banner">
      ${texts.setPasswordLead} <a href="/portal/account" @click=${this.#toAccount}>${texts.setPassword}</a>
    </p>`;
  }

  #passwordSet = (): void => {
    if (this.session) this.session = { ...this.session, hasPassword: true };
  };

  #factorSet = (): void => {
    if (this.session) this.#goOn({ ...this.session, secondFactorRequired: false });
  };

  // Who has turned off what is required has to set it up again.
  #lookAgain = async (): Promise<void> => {
    this.session = await this.api.session();
  };

  #begin = async (): Promise<void> => {
    if (this.trying) return;
    this.choosing = passwordTokenOf(location.hash);
    if (this.choosing) {
      history.replaceState(null, '', location.pathname); // as with the links that sign in
      this.ready = true;
      return;
    }
    this.trying = true;
    try {
      this.session = (await spendLink(this.api, this.#linkSpent)) ?? (await this.api.session());
      this.lost = false;
      if (this.session) this.#arrive();
      else document.title = `${texts.signIn} · ${texts.product}`;
    } catch {
      this.lost = true;
      this.waiting = await countKept(databaseShelf);
    }
    this.trying = false;
    this.ready = true;
  };

  #linkSpent = (): void => {
    this.note = texts.linkSpent;
  };

  #enter = (event: CustomEvent<Session>): void => {
    this.choosing = undefined;
    this.note = '';
    this.#goOn(event.detail);
  };

  #goOn(session: Session): void {
    this.session = session;
    this.#arrive();
    void this.#focusHeading();
  }

  // Who came from the console to sign in goes back there.
  #arrive(): void {
    if (this.session?.secondFactorRequired) return;
    const to = returnOf(location.search);
    if (to !== undefined) location.replace(to);
    void this.#sendKept();
  }

  #signOut = async (): Promise<void> => {
    if (this.session?.issuer) {
      tabMemory.clear();
      location.assign('/logout'); // which ends the session at the identity provider too
      return;
    }
    try {
      await this.api.signOut();
    } catch (cause) {
      this.say(sentenceOf(cause));
      return;
    }
    this.session = undefined;
    tabMemory.clear();
    this.note = texts.signedOut;
    this.go({ view: 'jobs' }, 'replace');
    document.title = `${texts.signIn} · ${texts.product}`;
  };

  signInAgain(): Promise<void> {
    return this.again.ask();
  }

  #backIn = (event: CustomEvent<Session>): void => {
    this.session = event.detail;
  };

  #home = (event: Event): void => {
    event.preventDefault();
    if (this.task) this.task.act('jobs');
    else this.go({ view: 'jobs' });
  };

  #onPopState = async (): Promise<void> => {
    await this.task?.keepDraft();
    await this.#turnTo(routeOf(location.pathname));
  };

  async #turnTo(route: Route): Promise<void> {
    const same = route.view === this.route.view;
    this.route = route;
    if (!same) await this.#focusHeading();
  }

  async #focusHeading(): Promise<void> {
    await this.updateComplete;
    const view = this.querySelector<View>('main > :first-child');
    await view?.updateComplete;
    view?.querySelector<HTMLElement>('h1')?.focus();
  }

  #onKey = (event: KeyboardEvent): void => {
    if (document.querySelector(':modal') || (!event.altKey && !isFree(event))) return;
    if (this.#press(keyPress(event))) event.preventDefault();
  };

  #press(press: KeyPress): boolean {
    if (!this.session || this.session.secondFactorRequired) return false;
    const action = actionOf(press, this.route.view);
    if (action === 'shortcuts') this.#showShortcuts();
    else if (action === 'start') this.jobs?.startFirst();
    else if (action === 'answers') this.go({ view: 'answers' });
    else if (action === 'jobs' && !this.task) this.go({ view: 'jobs' });
    else if (action) this.task?.act(action);
    return action !== undefined;
  }

  #showShortcuts = (): void => {
    void this.sheet.open(shortcutsOf(this.route.view), this.task?.shortcuts ?? []);
  };
}

// runs tells whether the console has pages for somebody.
function runs(session: Session): boolean {
  return session.worker.administrator || session.roles.length > 0;
}
