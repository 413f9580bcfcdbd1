import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { buttonLook } from '../../look/button.ts';
import { tokens } from '../../look/tokens.ts';
import type { AnswerContent } from '../answer/answer.ts';
import { isField } from '../answer/field.ts';
import { type AnyField, fieldsIn, nameOf, readAnswer, settleFields } from '../answer/fields.ts';
import { isNative, resetNative } from '../answer/native.ts';
import { reveal } from '../answer/reveal.ts';
import { invalidFields, isShown, questionsIn, showProblem } from '../answer/validate.ts';
import { arrivals } from '../chunks/arrivals.ts';
import { CrowdButton } from '../crowd-button/crowd-button.ts';
import { instructionsLook } from '../instructions/instructions.styles.ts';
import { Instructions, revealInstructions } from '../instructions/instructions.ts';
import { type Outcome, sendAnswer } from '../page/sender.ts';
import { texts } from '../texts.ts';
import type { Tool } from '../tool/tool.ts';
import { styles } from './crowd-form.styles.ts';
import { InSight } from './in-sight.ts';
import { type Survey, surveyOf } from './survey.ts';

/**
 * crowd-form wraps a task: it adds the Submit button, checks the answers, reads
 * them and hands them over.
 *
 * Attributes: those of any element; answer-format and action are accepted and
 * change nothing here.
 * Regions: short-instructions and full-instructions, when they are children.
 * Methods: submit() (checks, fires submit, sends), reset().
 * Properties: form (a native form for additions), elements (all fields).
 * Events: submit (bubbles, cancelable; values are read after it), reset.
 * Parts of the shadow root: #answers-box shows the answer when no portal listens.
 */
export class CrowdForm extends LitElement {
  static override styles = [tokens, buttonLook, instructionsLook, styles];
  static readonly regions: readonly string[] = ['short-instructions', 'full-instructions'];

  /** holder is the tool that has brought this form with it, in its shadow root: it and its children belong to the form. */
  @property({ attribute: false }) holder: Tool | undefined;

  @state() private survey: Survey = {
    ownButton: true,
    buttons: [],
    bearer: undefined,
    alone: false,
    tools: [],
    waiting: false,
  };
  @state() private busy = false;
  @state() private problem = '';
  @state() private shown = '';
  @state() private parsed = document.readyState !== 'loading';

  readonly #inner = document.createElement('form');
  readonly instructions = new Instructions(this);
  readonly #buttons = new InSight(this);
  readonly #changes = new MutationObserver(() => this.#look());
  #unwatch = () => {};
  #asking = false;
  #askedAgain = false;

  constructor() {
    super();
    this.#inner.style.display = 'contents';
    this.#inner.noValidate = true;
    // First of all listeners: a nested native form's event is not ours.
    this.addEventListener('submit', (event) => this.#takeNested(event));
    this.addEventListener('input', () => this.#say(''));
  }

  /** form is the native form in which scripts find and append fields. */
  get form(): HTMLFormElement {
    return this.#inner;
  }

  /** elements are all fields of the form in the order of the document. */
  get elements(): AnyField[] {
    const { holder } = this;
    return holder ? [holder, ...fieldsIn(holder), ...fieldsIn(this)] : fieldsIn(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const part of this.#parts) {
      this.#changes.observe(part, {
        childList: true,
        subtree: true,
        attributeFilter: ['form-action', 'style', 'hidden'],
      });
    }
    this.#unwatch = arrivals.watch(() => this.#arrived());
    if (!this.parsed) document.addEventListener('DOMContentLoaded', this.#onParsed, { once: true });
    this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#changes.disconnect();
    this.#unwatch();
    document.removeEventListener('DOMContentLoaded', this.#onParsed);
  }

  /**
   * submit checks the fields, fires a submit event and, unless a handler cancels
   * it, reads the fields and sends the answer. Called by a handler of that very
   * event, it means that the answer shall be sent, without another event.
   */
  submit(): void {
    if (this.#asking) {
      this.#askedAgain = true;
      return;
    }
    if (this.busy || !this.#check() || !this.#ask()) return;
    void this.#send();
  }

  /** reset puts all fields back to what the page wrote. Hidden inputs keep their value. */
  reset(): void {
    if (!this.dispatchEvent(new Event('reset', { bubbles: true, cancelable: true }))) return;
    for (const field of this.elements) {
      if (isField(field)) field.reset();
      else if (isNative(field)) resetNative(field);
    }
    this.#say('');
  }

  /** takesEnter tells whether Enter in a single line submits, by the rule of native forms: with a native submit button, or in the only such field. */
  takesEnter(): boolean {
    const submit = 'button:not([type]), button[type="submit"], input[type="submit"]';
    if (this.#parts.some((part) => part.querySelector(submit))) return true;
    const lines = this.elements.filter((field) => field.matches(singleLine));
    return lines.length === 1;
  }

  /** _serializeForm gives the answer as hosts of the original element expect it. */
  _serializeForm(): { taskAnswers: string } {
    return { taskAnswers: JSON.stringify([readAnswer(this.elements)]) };
  }

  /** _submitHelperForm hands a serialised answer over; hosts may replace it. */
  async _submitHelperForm(serialised: { taskAnswers: string }): Promise<Outcome> {
    const [answer] = JSON.parse(serialised.taskAnswers) as [AnswerContent];
    const outcome = await sendAnswer(answer);
    if (outcome === 'shown') this.shown = JSON.stringify(answer, null, 2);
    return outcome;
  }

  override render(): TemplateResult {
    const beside = this.instructions.open;
    return html`<div class="${beside ? 'beside' : ''} ${this.survey.alone ? 'filled' : ''} layout">
        ${this.instructions.any ? html`<div class="bar">${this.instructions.buttons([])}</div>${this.instructions.pane()}` : nothing}
        <div class="content">
          <slot></slot>
          ${this.#trouble()}
          ${this.#button()}
          ${this.#answers()}
        </div>
      </div>
      ${this.instructions.any ? this.instructions.dialogs([]) : nothing}`;
  }

  // A tool that bears the Submit button shows what is wrong beside it. Else it
  // stays in sight at the bottom, unless it would lie over a button there.
  #trouble(): TemplateResult {
    const text = this.survey.bearer ? '' : this.problem;
    const look = this.#buttons.any ? '' : 'floating';
    return html`<p class="problem ${look}" role="alert" ?hidden=${text === ''}>${text}</p>`;
  }

  #button(): TemplateResult | typeof nothing {
    const elsewhere = this.survey.ownButton || this.survey.bearer || this.survey.waiting;
    if (!this.parsed || elsewhere) return nothing;
    return html`<div class="send">
      <crowd-button variant="primary" form-action="submit" data-testid="crowd-submit" .busy=${this.busy}
        >${this.busy ? texts.sending : texts.submit}</crowd-button
      >
    </div>`;
  }

  #answers(): TemplateResult {
    return html`<div class="answers" ?hidden=${this.shown === ''}>
      <p>${texts.wouldSend}</p>
      <pre id="answers-box" tabindex="0">${this.shown}</pre>
    </div>`;
  }

  #check(): boolean {
    this.#say('');
    if (this.#parts.some((part) => arrivals.missing(part).length > 0)) {
      // Without the missing element its part of the answer would be missing too.
      this.#say(texts.notLoaded);
      for (const part of this.#parts) void arrivals.fetch(part);
      return false;
    }
    const bad = invalidFields(this.elements);
    const first = bad[0];
    if (first) void this.#lead(first, questionsIn(bad));
    return first === undefined;
  }

  async #lead(field: AnyField, count: number): Promise<void> {
    await revealInstructions(field);
    await reveal(field);
    const shown = isShown(field);
    // A tool alone has said itself what is missing.
    if (!shown) this.#say(texts.hiddenField(nameOf(field)));
    else if (count > 1 || field !== this.survey.bearer) this.#say(texts.needsAttention(count));
    await this.#showTrouble();
    if (shown) showProblem(field);
  }

  #say(problem: string): void {
    this.problem = problem;
    if (this.survey.bearer) this.survey.bearer.problem = problem;
  }

  async #showTrouble(): Promise<void> {
    const teller = this.survey.bearer ?? this;
    await teller.updateComplete;
    teller.renderRoot
      .querySelector('.send .problem, .content > .problem')
      ?.scrollIntoView({ block: 'nearest' });
  }

  #ask(): boolean {
    this.#asking = true;
    this.#askedAgain = false;
    const event = new SubmitEvent('submit', { bubbles: true, cancelable: true });
    const goOn = this.dispatchEvent(event);
    this.#asking = false;
    return goOn || this.#askedAgain;
  }

  async #send(): Promise<void> {
    this.#setBusy(true);
    try {
      const wait = settleFields(this.elements);
      if (wait) await wait;
      if ((await this._submitHelperForm(this._serializeForm())) !== 'shown') return;
    } catch (cause) {
      this.#say(cause instanceof Error && cause.message ? cause.message : texts.notSent);
      void this.#showTrouble();
    }
    this.#setBusy(false);
  }

  #setBusy(busy: boolean): void {
    this.busy = busy;
    for (const tool of this.survey.tools) tool.busy = busy;
    const buttons = this.#parts.flatMap((part) => [...part.querySelectorAll(ownSubmit)]);
    for (const button of buttons) if (button instanceof CrowdButton) button.busy = busy;
  }

  #takeNested(event: SubmitEvent): void {
    if (event.target === this) return;
    event.stopImmediatePropagation();
    if (event.defaultPrevented) return;
    event.preventDefault();
    this.submit();
  }

  #arrived(): void {
    this.#look();
    this.#say(this.#parts.some((part) => arrivals.failed(part)) ? texts.notLoaded : '');
  }

  /** parts are the elements below which fields and buttons of this form lie. */
  get #parts(): HTMLElement[] {
    return this.holder ? [this, this.holder] : [this];
  }

  #onParsed = (): void => {
    this.parsed = true;
    this.#look();
  };

  #look(): void {
    this.#keepInnerLast();
    const survey = surveyOf(this, this.#inner, this.holder);
    for (const tool of survey.tools) {
      tool.submits = this.parsed && tool === survey.bearer;
      tool.fills = survey.alone;
      tool.busy = this.busy;
    }
    this.#buttons.watch(survey.buttons);
    this.survey = survey;
  }

  // The parser adds children behind it, and scripts expect what they append to
  // stand at the end. Once it holds something it stays, as moving reloads frames.
  #keepInnerLast(): void {
    if (this.#inner.parentNode === this && this.#inner.firstChild) return;
    if (this.lastElementChild !== this.#inner) this.append(this.#inner);
  }
}

const ownSubmit = 'crowd-button[form-action="submit"]';

const singleLine =
  'input:not([type]), input[type="text"], input[type="search"], input[type="email"], input[type="url"], input[type="tel"], input[type="password"], input[type="number"], crowd-input';
