import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Answer, Done } from '../../api/worker.ts';
import { spanText, texts } from '../texts.ts';
import { type Desk, sentenceOf, View } from '../view.ts';
import { dayOf, whenText } from './when.ts';

/**
 * portal-answers lists what the worker has submitted, a page at a time.
 *
 * Properties: desk.
 */
export class PortalAnswers extends View {
  @property({ attribute: false }) desk!: Desk;
  @state() private answers: Answer[] | undefined;
  @state() private done: Done | undefined;
  @state() private error = '';
  @state() private busy = false;
  #nextToken: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${texts.answers} · ${texts.product}`;
    void this.#load();
    void this.#sum();
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <div class="page-head">
        <h1 tabindex="-1">${texts.answers}</h1>
        <button type="button" class="button" @click=${() => this.desk.go({ view: 'jobs' })}>${texts.backToJobs}</button>
      </div>
      <p class="muted">${texts.answersLead} ${this.#today()}</p>
      ${this.#trouble()} ${this.#list()} ${this.#more()}
    </div>`;
  }

  #today(): string {
    if (!this.done?.answers) return '';
    const each = Math.round(this.done.timeSpentInSeconds / this.done.answers);
    return texts.answeredToday(this.done.answers, spanText(each));
  }

  #trouble(): TemplateResult | typeof nothing {
    if (!this.error) return nothing;
    return html`<div class="notice bad" role="alert">
      <p>${texts.answersFailed} ${this.error}</p>
      <button type="button" class="button" @click=${this.#load}>${texts.tryAgain}</button>
    </div>`;
  }

  #list(): TemplateResult | typeof nothing {
    if (!this.answers) {
      if (this.error) return nothing;
      return html`<p class="empty" role="status"><span class="spinner"></span>${texts.loadingAnswers}</p>`;
    }
    if (this.answers.length === 0)
      return html`<div class="empty"><h2>${texts.noAnswers}</h2><p>${texts.noAnswersLead}</p></div>`;
    return html`<ul class="cards">
      ${this.answers.map((answer) => this.#card(answer))}
    </ul>`;
  }

  #card(answer: Answer): TemplateResult {
    const now = this.desk.clock.now();
    const name = answer.taskTitle || answer.flowDefinitionName;
    return html`<li class="card answered">
      <div>
        <h2>${name}</h2>
        <p class="facts">
          <span>${texts.answered(whenText(answer.submittedAt, now))}</span>
          <span>${texts.tookTime(spanText(Math.round(answer.timeSpentInSeconds)))}</span>
          ${answer.correctedAt ? html`<span>${texts.correctedAt(whenText(answer.correctedAt, now))}</span>` : nothing}
          <span class="name">${answer.humanLoopName}</span>
        </p>
      </div>
      ${
        answer.opens
          ? html`<button
              type="button"
              class="button"
              aria-label="${this.#act(answer)}: ${name}, ${answer.humanLoopName}"
              @click=${() => this.desk.go({ view: 'answer', id: answer.id })}
            >
              ${this.#act(answer)}
            </button>`
          : html`<span class="muted">${texts.answerClosed}</span>`
      }
    </li>`;
  }

  #act(answer: Answer): string {
    return answer.correctable ? texts.correct : texts.openAnswer;
  }

  #more(): TemplateResult | typeof nothing {
    if (!this.#nextToken) return nothing;
    return html`<p>
      <button type="button" class="button" ?disabled=${this.busy} @click=${this.#load}>${texts.moreAnswers}</button>
    </p>`;
  }

  #load = async (): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    try {
      const { answers, nextToken } = await this.desk.api.answers(this.#nextToken);
      this.answers = [...(this.answers ?? []), ...answers];
      this.#nextToken = nextToken;
      this.error = '';
    } catch (cause) {
      this.error = sentenceOf(cause);
    }
    this.busy = false;
  };

  // The list is what counts: without the sum it is as good.
  async #sum(): Promise<void> {
    try {
      this.done = await this.desk.api.done(dayOf(this.desk.clock.now()));
    } catch {
      this.done = undefined;
    }
  }
}
