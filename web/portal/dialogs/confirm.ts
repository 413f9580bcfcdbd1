import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { texts } from '../texts.ts';
import { View } from '../view.ts';
import { reasonOf } from './reason.ts';

/** Question is what is asked before a step that cannot be undone. */
export interface Question {
  title: string;
  lead: string;
  yes: string;
  /** reason asks for one: a heading, and reasons to tick; without it none is asked for. */
  reason?: { title: string; reasons: string[] };
}

/** mostWords is how long a worker's own words for a reason may be. */
export const mostWords = 700;

/** portal-confirm asks a question in a dialog. */
export class PortalConfirm extends View {
  @state() private question: Question | undefined;
  #answer: (reason: string | undefined) => void = () => {};

  /** ask resolves with the reason (perhaps empty) when the worker agrees, undefined when not. */
  async ask(question: Question): Promise<string | undefined> {
    this.question = question;
    await this.updateComplete;
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return undefined;
    dialog.returnValue = '';
    dialog.showModal();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  override render(): TemplateResult {
    const question = this.question;
    return html`<dialog aria-labelledby="confirm-title" @close=${this.#closed}>
      ${
        question
          ? html`<form method="dialog">
              <h2 id="confirm-title">${question.title}</h2>
              <p>${question.lead}</p>
              ${question.reason ? reasonFields(question.reason) : nothing}
              <div class="dialog-act">
                <button class="button" value="">${texts.cancel}</button>
                <button class="button primary" value="yes">${question.yes}</button>
              </div>
            </form>`
          : nothing
      }
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #closed = (): void => {
    const agreed = this.#dialog?.returnValue === 'yes';
    const ticked = [...this.renderRoot.querySelectorAll<HTMLInputElement>('.reasons :checked')];
    const words = this.renderRoot.querySelector<HTMLTextAreaElement>('#reason')?.value ?? '';
    const reason = reasonOf(
      ticked.map(({ value }) => value),
      words,
    );
    this.question = undefined;
    this.#answer(agreed ? reason : undefined);
  };
}

function reasonFields({ title, reasons }: Required<Question>['reason']): TemplateResult {
  return html`<fieldset class="reasons">
      <legend>${title}</legend>
      ${reasons.map((reason) => html`<label><input type="checkbox" value=${reason} />${reason}</label>`)}
    </fieldset>
    <label for="reason">${texts.ownWords}</label>
    <textarea id="reason" rows="2" maxlength=${mostWords}></textarea>`;
}
