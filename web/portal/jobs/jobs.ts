import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Assignment, Job } from '../../api/worker.ts';
import { leftOf } from '../clock.ts';
import { Live } from '../live.ts';
import { tabMemory } from '../tab-memory.ts';
import { limitText, spanText, texts } from '../texts.ts';
import { type Desk, sentenceOf, View } from '../view.ts';
import { found } from './found.ts';
import { newWork } from './new-work.ts';
import { Notifier } from './notifier.ts';
import { dueFirst, type Order, ordered, orderOf } from './order.ts';

/** every is how often, in milliseconds, the list is refreshed while it is in sight. */
const every = 15_000;

/** searchFrom is how many jobs there are before one is offered to search and sort them. */
const searchFrom = 6;

/** orderName is the name under which the tab keeps how jobs are sorted. */
const orderName = 'job-order';

/**
 * portal-jobs lists what the worker can start and what is in their hands. It
 * refreshes itself when the server tells that something has changed, by time in
 * case it cannot, and when the window is looked at again.
 *
 * Properties: desk, jobId (to show that job alone).
 */
export class PortalJobs extends View {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) jobId: string | undefined;
  @state() private sought = '';
  @state() private order = orderOf(tabMemory.get(orderName));
  @state() private jobs: Job[] | undefined;
  @state() private held: Assignment[] = [];
  @state() private error = '';
  /** starting is the job, or "any", that a task is being fetched from, or the paused assignment that is resumed. */
  @state() private starting: string | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #live: Live | undefined;
  readonly #notifier = new Notifier();
  #loading = false;
  #stale = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${texts.tasks} · ${texts.product}`;
    void this.#load();
    this.#timer = setInterval(this.#refresh, every);
    this.#live = new Live(this.#refresh, () => this.#notifier.wanted);
    document.addEventListener('visibilitychange', this.#refresh);
    window.addEventListener('focus', this.#refresh);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#live?.close();
    document.removeEventListener('visibilitychange', this.#refresh);
    window.removeEventListener('focus', this.#refresh);
  }

  /** startFirst starts with the first job that has a task waiting. */
  startFirst(): void {
    const job = this.#shown(this.jobs ?? []).find(({ waiting }) => waiting > 0);
    if (job) void this.#start(job.jobId);
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${texts.tasks}</h1>
        ${this.#startAny()}
      </div>
      ${this.#trouble()} ${this.#heldList()} ${this.jobs ? this.#list(this.jobs) : this.#waiting()}
      ${this.#notifyChoice()}
    </div>`;
  }

  #notifyChoice(): TemplateResult | typeof nothing {
    if (!this.#notifier.offered) return nothing;
    return html`<label class="notify">
      <input type="checkbox" .checked=${live(this.#notifier.wanted)} @change=${this.#choose} />${texts.notifyMe}
    </label>`;
  }

  #waiting(): TemplateResult | typeof nothing {
    return this.error
      ? nothing
      : html`<p class="empty" role="status"><span class="spinner"></span>${texts.loadingJobs}</p>`;
  }

  #trouble(): TemplateResult | typeof nothing {
    if (!this.error) return nothing;
    return html`<div class="notice bad" role="alert">
      <p>${this.jobs ? texts.jobsStale : texts.jobsFailed} ${this.error}</p>
      <button type="button" class="button" @click=${this.#load}>${texts.tryAgain}</button>
    </div>`;
  }

  #startAny(): TemplateResult | typeof nothing {
    const several = (this.jobs ?? []).filter(({ waiting }) => waiting > 0).length > 1;
    if (!several) return nothing;
    return html`<button
      type="button"
      class="button"
      ?disabled=${this.starting !== undefined}
      aria-busy=${this.starting === 'any'}
      @click=${() => this.#start(undefined)}
    >
      ${this.starting === 'any' ? html`<span class="spinner"></span>` : nothing}${texts.startAny}
    </button>`;
  }

  #heldList(): TemplateResult | typeof nothing {
    if (this.held.length === 0) return nothing;
    return html`<section aria-labelledby="held">
      <h2 id="held">${texts.held}</h2>
      <p class="muted">${texts.heldLead}</p>
      <ul class="cards held">
        ${dueFirst(this.held).map((assignment) => this.#heldCard(assignment))}
      </ul>
    </section>`;
  }

  #heldCard(assignment: Assignment): TemplateResult {
    const paused = assignment.status === 'Paused';
    const left = spanText(leftOf(assignment.expiresAt, this.desk.clock.now()));
    return html`<li class="card row">
      <div>
        <h3>${assignment.taskTitle || assignment.flowDefinitionName}</h3>
        <p class="facts">
          <span>${paused ? texts.paused : texts.accepted}</span><span>${texts.timeLeft(left)}</span
          ><span class="name">${assignment.humanLoopName}</span>
        </p>
      </div>
      ${this.#goOn(assignment, paused ? texts.resume : texts.continueTask)}
    </li>`;
  }

  #goOn(assignment: Assignment, does: string): TemplateResult {
    const busy = this.starting === assignment.id;
    return html`<button
      type="button"
      class="button"
      aria-label="${does}: ${assignment.taskTitle || assignment.flowDefinitionName}"
      ?disabled=${this.starting !== undefined}
      aria-busy=${busy}
      @click=${() => this.#take(assignment)}
    >
      ${busy ? html`<span class="spinner"></span>` : nothing}${does}
    </button>`;
  }

  #list(jobs: Job[]): TemplateResult {
    if (jobs.length === 0) {
      return html`<div class="empty"><h2>${texts.noJobs}</h2><p>${texts.noJobsLead}</p></div>`;
    }
    const shown = this.#shown(jobs);
    return html`${this.#search(jobs)}
      ${
        shown.length > 0
          ? nothing
          : html`<p class="empty" role="status">${this.jobId === undefined ? texts.noneFound : texts.noSuchJob}</p>`
      }
      <ul class="cards">
        ${shown.map((job) => this.#card(job))}
      </ul>`;
  }

  #shown(jobs: Job[]): Job[] {
    if (this.jobId !== undefined)
      return jobs.filter(({ jobId, flowDefinitionName }) =>
        [jobId, flowDefinitionName].includes(this.jobId as string),
      );
    return ordered(found(jobs, this.sought), this.order);
  }

  #search(jobs: Job[]): TemplateResult | typeof nothing {
    if (this.jobId !== undefined) {
      return html`<p>
        <button type="button" class="button" @click=${() => this.desk.go({ view: 'jobs' })}>${texts.allJobs}</button>
      </p>`;
    }
    if (jobs.length < searchFrom) return nothing;
    return html`<div class="search">
      <p>
        <label for="job-search">${texts.searchJobs}</label>
        <input
          id="job-search"
          type="search"
          autocomplete="off"
          .value=${this.sought}
          @input=${(event: Event) => {
            this.sought = (event.target as HTMLInputElement).value;
          }}
        />
      </p>
      <p>
        <label for="job-order">${texts.sortJobs}</label>
        <select id="job-order" @change=${this.#sort}>
          ${Object.entries(texts.orders).map(
            ([order, text]) =>
              html`<option value=${order} ?selected=${order === this.order}>${text}</option>`,
          )}
        </select>
      </p>
    </div>`;
  }

  #sort = (event: Event): void => {
    this.order = (event.target as HTMLSelectElement).value as Order;
    tabMemory.set(orderName, this.order);
  };

  #card(job: Job): TemplateResult {
    const none = job.waiting === 0;
    const name = job.taskTitle || job.flowDefinitionName;
    return html`<li class="card">
      <div class="card-text">
        <h2>${name}</h2>
        <p class="description">${job.taskDescription}</p>
        <p class="facts">
          <span>${texts.team(job.workteamName)}</span><span>${texts.timeLimit(limitText(job.taskTimeLimitInSeconds))}</span>
          ${this.#oldest(job)}
        </p>
        ${this.#keywords(job.taskKeywords)}
      </div>
      <div class="card-act">
        <p class="count ${none ? 'none' : ''}">
          ${none ? texts.nothingWaiting : texts.waiting(job.waiting)}
          ${job.mine > 0 ? html`<small>${texts.mine(job.mine)}</small>` : nothing}
        </p>
        <button
          type="button"
          class="button primary"
          aria-label="${texts.startWorking}: ${name}"
          ?disabled=${none || this.starting !== undefined}
          aria-busy=${this.starting === job.jobId}
          @click=${() => this.#start(job.jobId)}
        >
          ${this.starting === job.jobId ? html`<span class="spinner"></span>` : nothing}${texts.startWorking}
        </button>
      </div>
    </li>`;
  }

  #keywords(keywords: string[]): TemplateResult | typeof nothing {
    if (keywords.length === 0) return nothing;
    return html`<ul class="keywords">
      ${keywords.map((keyword) => html`<li>${keyword}</li>`)}
    </ul>`;
  }

  #oldest(job: Job): TemplateResult | typeof nothing {
    if (!job.oldestCreationTime || job.waiting === 0) return nothing;
    const age = Math.floor((this.desk.clock.now() - Date.parse(job.oldestCreationTime)) / 1000);
    return html`<span>${texts.oldest(age < 60 ? texts.justNow : texts.ago(spanText(age)))}</span>`;
  }

  #refresh = (): void => {
    const seen = document.visibilityState === 'visible';
    if (seen) void this.#notifier.seen();
    if (seen || this.#notifier.wanted) void this.#load();
  };

  #notify(before: Job[] | undefined, now: Job[]): void {
    if (!before || document.visibilityState === 'visible' || !this.#notifier.wanted) return;
    const count = newWork(before, now);
    if (count > 0) void this.#notifier.tell(count);
  }

  #choose = async (event: Event): Promise<void> => {
    if (!(await this.#notifier.choose((event.target as HTMLInputElement).checked)))
      this.desk.say(texts.notifyRefused);
    this.requestUpdate();
  };

  #load = async (): Promise<void> => {
    this.#stale = true;
    if (this.#loading) return;
    this.#loading = true;
    this.#stale = false;
    try {
      const [jobs, held] = await Promise.all([this.desk.api.jobs(), this.desk.api.held()]);
      this.#notify(this.jobs, jobs);
      this.jobs = jobs;
      this.held = held;
      this.error = '';
    } catch (cause) {
      this.error = sentenceOf(cause);
    }
    this.#loading = false;
    // Something has changed while the lists were on their way.
    if (this.#stale && this.error === '' && this.isConnected) void this.#load();
  };

  #start(jobId: string | undefined): Promise<void> {
    return this.#begin(jobId ?? 'any', () => this.desk.api.next(jobId));
  }

  // Who presses Resume has said so; the task does not ask again.
  #take(held: Assignment): Promise<void> {
    return this.#begin(held.id, async () =>
      held.status === 'Paused' ? this.desk.api.resume(held.id) : held,
    );
  }

  async #begin(what: string, take: () => Promise<Assignment | undefined>): Promise<void> {
    if (this.starting !== undefined) return;
    this.starting = what;
    try {
      const assignment = await take();
      if (assignment) this.desk.go({ view: 'task', id: assignment.id });
      else this.desk.say(texts.noneWaiting);
    } catch (cause) {
      this.desk.say(sentenceOf(cause));
    }
    this.starting = undefined;
    if (this.isConnected) void this.#load();
  }
}
