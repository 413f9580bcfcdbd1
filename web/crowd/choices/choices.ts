// What all classifiers share: a list of categories beside the work, chosen with
// the mouse or with digits. How many can be chosen, and what the answer is, each
// says for itself.
import { html, nothing, type TemplateResult } from 'lit';
import { choiceOf, digitOf, isFree } from '../page/hotkeys.ts';
import type { Shortcut } from '../page/messages.ts';
import { texts } from '../texts.ts';
import { ownsKeys } from '../tool/keys.ts';
import { Tool } from '../tool/tool.ts';
import { choicesLook } from './choices.styles.ts';

/** isShort tells whether a category can stand beside another one in a narrow window without a broken word. */
function isShort(category: string): boolean {
  return category.length <= 24 && category.split(/\s+/).every((word) => word.length <= 10);
}

/** Choice is one line of the list as it stands. */
export interface Choice {
  name: string;
  on: boolean;
  /** off tells that it cannot be chosen just now. */
  off?: boolean;
}

/** Choices is the base of the classifiers. */
export abstract class Choices extends Tool {
  static override styles = [...Tool.styles, choicesLook];

  /** choices are the lines of the list in their order. */
  protected abstract get choices(): Choice[];
  /** single tells whether a choice takes the place of the one before. */
  protected abstract readonly single: boolean;
  /** pick is what a click on a line, or its digit, does. */
  protected abstract pick(place: number): void;

  override get shortcuts(): Shortcut[] {
    const does = this.single ? texts.keyChoose : texts.keyToggle;
    const choices = this.choices.slice(0, 10).map(({ name }, place) => ({
      keys: digitOf(place) ?? '',
      does: does(name),
    }));
    return [...choices, ...super.shortcuts];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
  }

  override focus(options?: FocusOptions): void {
    const inputs = this.renderRoot.querySelectorAll<HTMLInputElement>('.choices input');
    const target = [...inputs].find((input) => input.checked) ?? inputs[0];
    target ? target.focus(options) : super.focus(options);
  }

  protected answers(): TemplateResult {
    const choices = this.choices;
    const short = choices.every(({ name }) => isShort(name));
    const role = this.single ? 'radiogroup' : 'group';
    return html`<fieldset class="choices ${short ? 'short' : ''}" role=${role} aria-labelledby="header" ?disabled=${this.disabled}>
      ${choices.map((choice, place) => this.#line(choice, place))}
    </fieldset>`;
  }

  #line({ name, on, off = false }: Choice, place: number): TemplateResult {
    const digit = digitOf(place);
    return html`<label class="label-button ${on ? 'selected' : ''}">
      <input
        type=${this.single ? 'radio' : 'checkbox'}
        name="category"
        .checked=${on}
        ?disabled=${off}
        aria-keyshortcuts=${digit ?? nothing}
        @input=${stop}
        @change=${(event: Event) => {
          stop(event);
          this.pick(place);
        }}
      />
      <span>${name}</span>
      ${digit === undefined ? nothing : html`<kbd aria-hidden="true">${digit}</kbd>`}
    </label>`;
  }

  #onKey = (event: KeyboardEvent): void => {
    if (this.disabled || !isFree(event) || !ownsKeys(this)) return;
    const place = choiceOf(event);
    const choice = place === undefined ? undefined : this.choices[place];
    if (place !== undefined && choice) {
      event.preventDefault();
      if (!choice.off && !event.repeat) this.pick(place);
    } else if (event.key === 'Enter') this.#enter(event);
  };

  // Enter on a button or link is that button's or link's own.
  #enter(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const idle =
      target === document.body ||
      (target instanceof Element && target.matches('input[type=radio], input[type=checkbox], section'));
    if (event.repeat || !idle || !this.submits || this.complaint() !== '') return;
    event.preventDefault();
    this.closest<HTMLElement & { submit(): void }>('crowd-form')?.submit();
  }
}

// The control's own events stay inside; the tool tells the page itself.
function stop(event: Event): void {
  event.stopPropagation();
}
