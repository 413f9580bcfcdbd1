import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { answerContentPath, type WholeAnswer } from '../../api/worker.ts';
import type { KeyPress, ToPortal } from '../../crowd/page/messages.ts';
import { TaskFrame } from '../frame.ts';
import { texts } from '../texts.ts';
import { type Desk, sentenceOf, View } from '../view.ts';

/**
 * portal-answer shows one answer in its task's page, locked; with "Correct", where
 * that is allowed, the page opens again with what was filled in, to be submitted anew.
 *
 * Properties: desk, answerId. Events: task-key, with a key press of the page as
 * detail.
 */
export class PortalAnswer extends View {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) answerId = '';
  @state() private answer: WholeAnswer | undefined;
  @state() private correcting = false;
  @state() private drawn = false;
  @state() private error = '';
  @query('.frames') private frames!: HTMLElement;
  #frame: TaskFrame | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#frame?.close();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('answerId')) void this.#open();
  }

  override render(): TemplateResult {
    const { answer } = this;
    return html`<div class="task">
      <div class="task-bar">
        <button type="button" class="button quiet back" @click=${() => this.desk.go({ view: 'answers' })}>
          <span aria-hidden="true">←</span><span class="wide">${texts.backToAnswers}</span>
        </button>
        <h1 tabindex="-1">${answer?.taskTitle || answer?.flowDefinitionName || texts.answerOpening}</h1>
        ${this.#tools()}
      </div>
      ${this.#trouble()}
      ${answer && !this.correcting ? html`<p class="answer-note">${texts.answerLocked}</p>` : nothing}
      ${answer && this.correcting ? html`<p class="answer-note" role="status">${texts.correctLead}</p>` : nothing}
      ${answer && answer.draft === undefined ? this.#plain(answer) : nothing}
      <div class="frames" ?hidden=${this.error !== ''}></div>
      ${
        this.drawn || this.error
          ? nothing
          : html`<p class="curtain" role="status"><span class="spinner"></span>${texts.answerOpening}</p>`
      }
    </div>`;
  }

  #tools(): TemplateResult | typeof nothing {
    if (!this.answer?.correctable) return nothing;
    return html`<button type="button" class="button" ?disabled=${!this.drawn} @click=${this.#turn}>
      ${this.correcting ? texts.correctCancel : texts.correct}
    </button>`;
  }

  // What scripts have submitted was never filled in on the page.
  #plain(answer: WholeAnswer): TemplateResult {
    return html`<div class="answer-note">
      <p>${texts.answerUnkept}</p>
      <pre tabindex="0">${JSON.stringify(answer.answerContent, null, 2)}</pre>
    </div>`;
  }

  #trouble(): TemplateResult | typeof nothing {
    if (!this.error) return nothing;
    return html`<div class="notice bad" role="alert">
      <p>${this.error}</p>
      <button type="button" class="button" @click=${this.#open}>${texts.tryAgain}</button>
    </div>`;
  }

  #open = async (): Promise<void> => {
    this.error = '';
    this.correcting = false;
    try {
      this.answer = await this.desk.api.answer(this.answerId);
      document.title = `${this.answer.taskTitle || this.answer.flowDefinitionName} · ${texts.product}`;
      this.#show();
    } catch (cause) {
      this.error = sentenceOf(cause);
    }
  };

  #turn = (): void => {
    this.correcting = !this.correcting;
    this.#show();
  };

  #show(): void {
    this.drawn = false;
    this.#frame?.close();
    const frame = new TaskFrame(
      answerContentPath(this.answerId),
      texts.task(this.answer?.taskTitle ?? ''),
      (message) => this.#hear(frame, message),
    );
    this.#frame = frame;
    this.frames.append(frame.element);
  }

  #hear(frame: TaskFrame, message: ToPortal | { type: 'silent' }): void {
    if (frame !== this.#frame) return;
    const locked = !this.correcting;
    if (message.type === 'ready') frame.send({ type: 'start', draft: this.answer?.draft as never, locked });
    else if (message.type === 'started') this.#reveal(frame);
    else if (message.type === 'submit' && this.correcting) void this.#correct(frame, message);
    else if (message.type === 'key')
      this.dispatchEvent(new CustomEvent<KeyPress>('task-key', { detail: message, bubbles: true }));
    else if (message.type === 'silent' || message.type === 'unavailable')
      this.error = message.type === 'silent' ? texts.silentLead : message.message || texts.unavailableTitle;
  }

  #reveal(frame: TaskFrame): void {
    this.drawn = true;
    frame.reveal(0);
    if (this.correcting) frame.element.focus();
  }

  async #correct(frame: TaskFrame, filled: ToPortal & { type: 'submit' }): Promise<void> {
    try {
      await this.desk.api.correct(this.answerId, filled);
      frame.send({ type: 'submitted' });
      this.desk.say(texts.corrected);
      if (this.isConnected) this.desk.go({ view: 'answers' });
    } catch (cause) {
      frame.send({ type: 'refused', message: sentenceOf(cause) });
    }
  }
}
