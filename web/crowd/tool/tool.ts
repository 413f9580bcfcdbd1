// What every full-page tool shares: the layout with instructions, work and
// answers, its own Submit button, and its part in a form.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { buttonLook } from '../../look/button.ts';
import { tokens } from '../../look/tokens.ts';
import type { Entry } from '../answer/answer.ts';
import type { Field } from '../answer/field.ts';
import { flag } from '../flag.ts';
import { instructionsLook } from '../instructions/instructions.styles.ts';
import { Instructions } from '../instructions/instructions.ts';
import { cloneJson, type Json, parseLoose } from '../json.ts';
import { submitShortcut } from '../page/hotkeys.ts';
import type { Shortcut } from '../page/messages.ts';
import { Region } from '../regions/regions.ts';
import { texts } from '../texts.ts';
import { toolLook } from './tool.styles.ts';

/**
 * Tool is the base of the full-page tools. A tool says what its value is, what
 * its panes show, and when it is complete; its form says whether it stands alone
 * on the page and bears the Submit button.
 */
export abstract class Tool extends LitElement implements Field {
  static override styles = [tokens, buttonLook, instructionsLook, toolLook];
  /** regions are the children that have a place of their own. */
  static readonly regions: readonly string[] = ['short-instructions', 'full-instructions'];

  @property() name = '';
  @property() header = '';
  @property({ converter: flag }) disabled = false;
  /** submits is set by the form: this tool bears the form's Submit button. */
  @state() submits = false;
  /** fills is set by the form: this tool is all there is, and takes the frame's height. */
  @state() fills = false;
  /** busy is set by the form while it sends. */
  @state() busy = false;
  /** problem is shown beside the answers until they change; a form whose Submit this tool bears sets it too. */
  @state() problem = '';
  /** faults are the attributes that cannot be read, by name. */
  @state() protected faults: ReadonlyMap<string, string> = new Map();

  readonly instructions = new Instructions(this);

  /** bringsForm is true for a tool that may stand without a form: it then brings one of its own. */
  protected readonly bringsForm: boolean = false;
  /** formless tells that no form of the template is around this tool. */
  @state() private formless = false;

  /** scrolls is false for a tool whose work moves by itself, which then takes the focus itself. */
  protected readonly scrolls: boolean = true;

  /** value is the current answer, undefined while there is none. */
  abstract get value(): Json | undefined;
  /** complaint says why the answer cannot be sent yet, empty when it can. */
  protected abstract complaint(): string;
  /** work draws what is to be judged. */
  protected abstract work(): TemplateResult;
  /** answers draws what can be chosen, beside the work. */
  protected abstract answers(): TemplateResult;
  abstract reset(): void;
  abstract saveState(): Json | undefined;
  abstract restoreState(state: Json): void;

  /** _submittableValue is value under the name that templates fall back to. */
  get _submittableValue(): Json | undefined {
    return this.value;
  }

  /** shortcuts lists the tool's keys. */
  get shortcuts(): Shortcut[] {
    return this.submits ? [submitShortcut(texts.keySubmit)] : [];
  }

  /** ownForm is the crowd-form that this tool has brought with it, null where a form is around it. */
  get ownForm(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('crowd-form');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.formless = this.bringsForm && this.closest('crowd-form, form') === null;
    // Regions that were there before this element was defined lie in no slot yet.
    for (const child of this.children) if (child instanceof Region) child.place();
  }

  entries(): Entry[] {
    const value = cloneJson(this.value);
    return value === undefined ? [] : [{ kind: 'value', name: this.name, value }];
  }

  validate(): boolean {
    this.problem = this.complaint();
    return this.problem === '';
  }

  /** changed tells the page that the worker changed the answer. */
  protected changed(): void {
    this.problem = '';
    this.requestUpdate();
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** loose reads an attribute or property in loose JSON, and shows a text that cannot be read. */
  protected loose(attribute: string, given: unknown): unknown {
    if (typeof given !== 'string') {
      this.note(attribute, undefined);
      return given;
    }
    const { value, error } = parseLoose(given);
    this.note(attribute, error === undefined ? undefined : `${error} (${given})`);
    return value;
  }

  /** note records what is wrong with an attribute, or that nothing is. */
  protected note(attribute: string, error: string | undefined): void {
    if (error === undefined && !this.faults.has(attribute)) return;
    const faults = new Map(this.faults);
    if (error === undefined) faults.delete(attribute);
    else {
      faults.set(attribute, error);
      console.error(texts.badAttribute(this.localName, attribute), error, this);
    }
    this.faults = faults;
  }

  override render(): TemplateResult {
    if (!this.formless) return this.#layout();
    // Scripts look the form up in the shadow root and put fields of their own into it.
    return html`<crowd-form .holder=${this as Tool}>${this.#layout()}</crowd-form>`;
  }

  #layout(): TemplateResult {
    const reading = this.instructions.open;
    return html`<div class="tool ${this.fills ? 'fill' : ''} ${reading ? 'reading' : ''}">
        <header class="bar">
          <h1 id="header">${this.header}</h1>
          ${this.instructions.buttons(this.shortcuts)}
        </header>
        ${this.instructions.pane()}
        <section class="work" aria-labelledby="header" tabindex=${this.scrolls ? 0 : nothing}>${this.#faults()}${this.work()}<slot></slot></section>
        <section class="labels" aria-label=${texts.choices}>
          <div class="label-pane-content">${this.answers()}</div>
          ${this.#send()}
        </section>
      </div>
      ${this.instructions.dialogs(this.shortcuts)}`;
  }

  #send(): TemplateResult | typeof nothing {
    const problem = html`<p class="problem" role="alert" ?hidden=${this.problem === ''}>${this.problem}</p>`;
    if (!this.submits) return this.problem === '' ? nothing : html`<div class="send">${problem}</div>`;
    return html`<div class="send">
      ${problem}
      <crowd-button
        variant="primary"
        form-action="submit"
        data-testid="crowd-submit"
        ?disabled=${this.complaint() !== ''}
        .busy=${this.busy}
        >${this.busy ? texts.sending : texts.submit}</crowd-button
      >
    </div>`;
  }

  #faults(): TemplateResult[] {
    return [...this.faults].map(
      ([attribute, error]) =>
        html`<p class="problem" role="alert">${texts.badAttribute(this.localName, attribute)} ${error}</p>`,
    );
  }
}
