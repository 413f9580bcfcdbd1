import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Problem } from '../../api/problem.ts';
import type { Assignment } from '../../api/worker.ts';
import type { KeyPress, Shortcut, ToPortal } from '../../crowd/page/messages.ts';
import type { PortalConfirm } from '../dialogs/confirm.ts';
import type { Action } from '../keys.ts';
import { instructionsName, spareDraft, tabMemory } from '../tab-memory.ts';
import { texts } from '../texts.ts';
import { type Desk, sentenceOf, View } from '../view.ts';
import { DraftKeeper, type Saving, savingText } from './drafts.ts';
import { type Ending, endingOf, endingOfProblem, noticeOf } from './endings.ts';
import { handIn } from './hand-in.ts';
import { Pages } from './pages.ts';
import { type Notice, panel, type Step } from './panel.ts';
import { Watch } from './watch.ts';
import { waysOut } from './ways-out.ts';

/** settle is how long, in milliseconds, a new page takes no clicks: the second half of a double click was for the last one. */
const settle = 400;

/**
 * portal-task is the task in front of the worker: its page in a frame, its time,
 * and what can be done with it. After a submit the next task's page loads behind
 * the present one and takes its place when it is drawn.
 *
 * Properties: desk, assignmentId. Events: task-key, with a key press of the page
 * as detail.
 */
export class PortalTask extends View {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) assignmentId = '';
  @state() private assignment: Assignment | undefined;
  @state() private ending: Ending | undefined;
  @state() private error = '';
  @state() private silent = false;
  @state() private drawn = false;
  @state() private busy = false;
  @state() private saving: Saving = 'none';
  @state() private stopAfter = false;
  @state() private signedOut = false;
  @query('.frames') private frames!: HTMLElement;
  @query('portal-confirm') private dialog!: PortalConfirm;
  readonly #pages = new Pages((id) => this.desk.api.content(id));
  #drafts: DraftKeeper | undefined;
  #shortcuts: Shortcut[] = [];

  /** shortcuts are the keys of the page in front. */
  get shortcuts(): Shortcut[] {
    return this.#shortcuts;
  }

  constructor() {
    super();
    new Watch(
      this,
      () => void this.#check(),
      () => this.#held && this.saving === 'failed',
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drafts?.stop();
    this.#pages.close();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('assignmentId') && this.assignmentId !== this.assignment?.id) void this.#open();
  }

  /** act does what a key asked for. */
  act(action: Action): void {
    if (action === 'jobs') void this.#leave();
    if (!this.#held || this.busy) return;
    if (action === 'pause' || action === 'release' || action === 'decline') void this.#askWayOut(action);
  }

  override render(): TemplateResult {
    const notice = this.#notice;
    return html`<div class="task">
      <div class="task-bar">
        <button type="button" class="button quiet back" @click=${this.#leave}>
          <span aria-hidden="true">←</span><span class="wide">${texts.backToJobs}</span>
        </button>
        <h1 tabindex="-1">${this.assignment?.taskTitle || this.assignment?.flowDefinitionName || texts.opening}</h1>
        ${this.#held ? this.#tools() : nothing}
      </div>
      ${notice ? panel(notice, this.busy, this.#step) : nothing}
      <div class="frames" ?hidden=${this.ending !== undefined && !this.ending.keeps}></div>
      ${this.#curtain()}
      <portal-confirm></portal-confirm>
    </div>`;
  }

  get #held(): boolean {
    return this.assignment?.status === 'Accepted' && this.ending === undefined;
  }

  #tools(): TemplateResult {
    const draft = html`<span class="draft ${this.saving}">${savingText(this.saving)}</span>`;
    const signIn = html`<button type="button" class="button danger" @click=${this.#signIn}>${texts.signIn}</button>`;
    return html`${this.signedOut ? signIn : draft}
      <portal-countdown
        .desk=${this.desk}
        .assignment=${this.assignment}
        @time-over=${() => this.#check()}
      ></portal-countdown>
      <portal-task-menu
        .busy=${this.busy}
        .stopAfter=${this.stopAfter}
        @act=${(event: CustomEvent<Action>) => this.act(event.detail)}
        @stop-after=${(event: CustomEvent<boolean>) => this.#setStopAfter(event.detail)}
      ></portal-task-menu>`;
  }

  get #notice(): Notice | undefined {
    if (this.ending)
      return noticeOf(this.ending, this.assignment !== undefined, this.#pages.front !== undefined);
    if (this.error) return { title: texts.failed, lead: this.error, steps: ['open', 'leave'] };
    if (this.assignment?.status === 'Paused')
      return { title: texts.resumeTitle, lead: texts.resumeLead, steps: ['resume', 'leave'] };
    if (!this.silent) return undefined;
    return { title: texts.silentTitle, lead: texts.silentLead, steps: ['reload'] };
  }

  #step = (step: Step): void => {
    const steps = {
      next: this.#next,
      release: this.#giveBack,
      resume: this.#resume,
      open: this.#open,
      reload: this.#show,
      leave: this.#leave,
    };
    void steps[step]();
  };

  #curtain(): TemplateResult | typeof nothing {
    if (this.drawn || this.#notice) return nothing;
    return html`<p class="curtain" role="status"><span class="spinner"></span>${texts.opening}</p>`;
  }

  #open = async (): Promise<void> => {
    this.error = '';
    this.ending = undefined;
    const spare = spareDraft(this.assignmentId).get();
    try {
      const assignment = await this.desk.api.assignment(this.assignmentId);
      this.#take({ ...assignment, draft: spare ?? assignment.draft });
      if (spare !== undefined) this.#keep(spare);
    } catch (cause) {
      this.ending = endingOfProblem(cause);
      if (!this.ending) this.error = sentenceOf(cause);
    }
  };

  /** take puts an assignment in front: its page when it is held, else what became of it. */
  #take(assignment: Assignment): void {
    this.assignment = assignment;
    this.ending = endingOf(assignment.status);
    this.saving = 'none';
    this.#drafts?.stop();
    if (this.ending) spareDraft(assignment.id).drop();
    document.title = `${assignment.taskTitle || assignment.flowDefinitionName} · ${texts.product}`;
    if (assignment.status === 'Accepted') this.#show();
  }

  #show = (): void => {
    const assignment = this.assignment;
    if (!assignment) return;
    this.silent = false;
    this.drawn = false;
    this.#drafts = this.#keeperOf(assignment.id);
    this.#pages.show(this.frames, assignment, (message) => this.#hear(message));
  };

  #keeperOf(id: string): DraftKeeper {
    const tell = (saving: Saving) => {
      if (this.assignment?.id !== id) return;
      if (saving === 'failed' && this.saving !== 'failed') void this.#draftFailed();
      if (saving === 'saved') this.signedOut = false;
      this.saving = saving;
    };
    return new DraftKeeper((draft, how) => this.desk.api.saveDraft(id, draft, how), tell, spareDraft(id));
  }

  // A draft is refused, too, when the task is no longer ours or the session is over.
  async #draftFailed(): Promise<void> {
    await this.#check();
    if (this.#held && !this.signedOut) this.desk.say(texts.draftFailed);
  }

  #signIn = async (): Promise<void> => {
    await this.desk.signInAgain();
    this.signedOut = false;
    await this.keepDraft();
  };

  #hear(message: ToPortal | { type: 'silent' }): void {
    if (message.type === 'ready') this.#start(message.shortcuts);
    else if (message.type === 'started') this.#reveal();
    else if (message.type === 'submit') void this.#submit(message);
    else if (message.type === 'draft') this.#keep(message.draft);
    else if (message.type === 'key') this.#key(message);
    else if (message.type === 'instructions') this.#remember(message.open);
    else if (message.type !== 'blank') this.#trouble(message);
  }

  // A task that is over takes no drafts.
  #keep(draft: unknown): void {
    if (this.#held) void this.#drafts?.keep(draft);
  }

  #start(shortcuts: Shortcut[]): void {
    const { draft, jobId } = this.assignment as Assignment;
    this.#shortcuts = shortcuts;
    const instructions = tabMemory.get(instructionsName(jobId));
    this.#pages.front?.send({
      type: 'start',
      draft: draft as never,
      instructions: instructions as never,
      settle: this.drawn ? 0 : settle, // a page that loads itself anew was in front already
    });
  }

  #reveal(): void {
    this.drawn = true;
    this.silent = false;
    this.#pages.reveal(settle);
    if (!document.querySelector(':modal')) this.#pages.front?.element.focus();
    this.#pages.prepare(this.frames, this.assignment as Assignment);
  }

  #remember(open: boolean): void {
    tabMemory.set(instructionsName((this.assignment as Assignment).jobId), open);
  }

  #trouble(message: (ToPortal & { type: 'unavailable' }) | { type: 'silent' }): void {
    this.#pages.reveal(0);
    if (message.type === 'silent') {
      this.silent = true;
      return;
    }
    this.ending = {
      title: texts.unavailableTitle,
      lead: message.message || texts.unavailableLead,
      keeps: false,
      releases: true,
    };
    void this.#check();
  }

  #key(press: KeyPress): void {
    this.dispatchEvent(new CustomEvent<KeyPress>('task-key', { detail: press, bubbles: true }));
  }

  async #submit({ answerContent, draft }: ToPortal & { type: 'submit' }): Promise<void> {
    const { id } = this.assignment as Assignment;
    const page = this.#pages.front;
    this.busy = true;
    this.#drafts?.stop();
    const done = await handIn(this.desk, id, { answerContent, draft }, !this.stopAfter);
    if ('refused' in done) {
      if (done.gone) await this.#check();
      page?.send({ type: 'refused', message: done.refused });
    } else {
      page?.send({ type: 'submitted' });
      this.#submitted(done.next);
    }
    this.busy = false;
  }

  /** keptSent tells what became of answers that were kept: one of the task in front ends it. */
  keptSent(ids: string[]): void {
    if (this.#held && ids.includes(this.assignmentId)) {
      this.#drafts?.stop();
      spareDraft(this.assignmentId).drop();
      this.desk.go({ view: 'jobs' }, 'replace');
    }
  }

  #submitted(next: Assignment | undefined): void {
    this.desk.say(next || this.stopAfter ? texts.submitted : texts.submittedAll);
    // Who has gone back to the list meanwhile finds the next task there.
    if (!this.isConnected) return;
    if (next) this.#goOn(next);
    else this.desk.go({ view: 'jobs' }, 'replace');
  }

  /** goOn puts another assignment in front without asking the server for it again. */
  #goOn(next: Assignment): void {
    this.#take(next);
    this.assignmentId = next.id;
    this.desk.go({ view: 'task', id: next.id }, 'replace');
  }

  #next = async (): Promise<void> => {
    await this.#try(async () => {
      const next = await this.desk.api.next(this.assignment?.jobId);
      if (next) this.#goOn(next);
      else {
        this.desk.say(texts.noneWaiting);
        this.desk.go({ view: 'jobs' }, 'replace');
      }
    });
  };

  #resume = async (): Promise<void> => {
    await this.#try(async () => {
      const draft = this.assignment?.draft;
      this.#take({ ...(await this.desk.api.resume(this.assignmentId)), draft });
    });
  };

  #giveBack = (): Promise<void> => this.#takeWayOut('release', '');

  async #askWayOut(name: keyof typeof waysOut): Promise<void> {
    const { question } = waysOut[name];
    const reason = question ? await this.dialog.ask(question) : '';
    if (reason !== undefined) await this.#takeWayOut(name, reason);
  }

  async #takeWayOut(name: keyof typeof waysOut, reason: string): Promise<void> {
    const { keeps, call, said } = waysOut[name];
    await this.#try(async () => {
      if (keeps) await this.keepDraft('until saved');
      else this.#drafts?.stop();
      const after = await call(this.desk.api, this.assignmentId, reason);
      this.desk.say(said(after, this.desk.clock.now()));
      this.desk.go({ view: 'jobs' }, 'replace');
    });
  }

  // The task stays in the worker's hands, with what is filled in.
  #leave = async (): Promise<void> => {
    await this.keepDraft();
    this.desk.go({ view: 'jobs' });
  };

  /** keepDraft takes what is filled in now, before the page goes; saving it can go on without the page. */
  async keepDraft(wait?: 'until saved'): Promise<void> {
    if (!this.#held || !this.drawn) return;
    const draft = await this.#pages.front?.draft();
    if (draft === undefined) return;
    const saved = this.#drafts?.keep(draft, 'ask');
    if (wait) await saved;
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await work();
    } catch (cause) {
      if (endingOfProblem(cause)) await this.#check();
      else this.desk.say(sentenceOf(cause));
    }
    this.busy = false;
  }

  // Whether the task is still ours is the server's to say.
  async #check(): Promise<void> {
    if (!this.assignment) return;
    try {
      const { status } = await this.desk.api.assignment(this.assignment.id, 'quiet');
      this.ending = endingOf(status) ?? this.ending;
    } catch (cause) {
      this.ending = endingOfProblem(cause) ?? this.ending;
      if (cause instanceof Problem && cause.status === 401) this.#sessionOver();
    }
  }

  // Asking at once would take the focus from somebody who is typing.
  #sessionOver(): void {
    if (!this.signedOut) this.desk.say(texts.sessionOver);
    this.signedOut = true;
  }

  #setStopAfter(stopAfter: boolean): void {
    this.stopAfter = stopAfter;
  }
}
