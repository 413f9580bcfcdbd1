// What element tests stand on: a page to put templates in, and the answers that
// it would send.
import axe from 'axe-core';
import { expect } from 'vitest';
import type { AnswerContent } from '../answer/answer.ts';
import { arrivals } from '../chunks/arrivals.ts';
import type { CrowdForm } from '../crowd-form/crowd-form.ts';
import { defineElements } from '../elements.ts';
import { panePreference } from '../instructions/preference.ts';
import { type Outcome, sendWith } from '../page/sender.ts';
import { watchTriggers } from '../page/triggers.ts';

/** Stage is one test's page. */
export interface Stage {
  root: HTMLElement;
  /** answers are what was sent, in order. */
  answers: AnswerContent[];
  /** reply decides what becomes of the next answers. */
  reply: (answer: AnswerContent) => Promise<Outcome>;
  $: <T extends HTMLElement>(selector: string) => T;
  form: () => CrowdForm;
  clear: () => void;
}

/** setStage puts a template on an empty page and waits until it is drawn. */
export async function setStage(template: string): Promise<Stage> {
  defineElements();
  panePreference.recall(undefined);
  const stop = watchTriggers(window);
  const root = document.createElement('main');
  const stage: Stage = {
    root,
    answers: [],
    reply: async () => 'sent',
    $: <T extends HTMLElement>(selector: string) => {
      const found = root.querySelector<T>(selector);
      if (!found) throw new Error(`nothing matches ${selector}`);
      return found;
    },
    form: () => stage.$<CrowdForm>('crowd-form'),
    clear: () => {
      stop();
      root.remove();
    },
  };
  sendWith((answer) => {
    stage.answers.push(answer);
    return stage.reply(answer);
  });
  root.innerHTML = template;
  document.body.append(root);
  await arrivals.fetch(root);
  await drawn(root);
  return stage;
}

/** drawn waits until all elements below root show their state. */
export async function drawn(root: ParentNode): Promise<void> {
  for (let pass = 0; pass < 4; pass++) {
    const elements = [...root.querySelectorAll<HTMLElement & { updateComplete?: Promise<unknown> }>('*')];
    await Promise.all(elements.map((element) => element.updateComplete));
  }
}

/** inside finds an element in another's shadow root. */
export function inside<T extends Element>(host: Element, selector: string): T {
  const found = host.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`nothing in ${host.localName} matches ${selector}`);
  return found;
}

/** type puts text into an element's own field as a person would, character by character. */
export function type(host: Element, text: string): void {
  const control = inside<HTMLInputElement | HTMLTextAreaElement>(host, '.control');
  control.focus();
  for (const character of text) document.execCommand('insertText', false, character);
}

/** press sends one key press to an element, or to what has the focus. */
export function press(
  key: string,
  held: KeyboardEventInit = {},
  target: EventTarget = document.body,
): KeyboardEvent {
  const event = new KeyboardEvent('keydown', {
    key,
    bubbles: true,
    cancelable: true,
    composed: true,
    ...held,
  });
  target.dispatchEvent(event);
  return event;
}

/** expectAccessible runs axe over an element and expects no violation of WCAG A and AA. */
export async function expectAccessible(element: Element): Promise<void> {
  // Colours on their way are nobody's colours.
  await Promise.allSettled(transitionsIn(document).map((transition) => transition.finished));
  const { violations } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    resultTypes: ['violations'],
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

/** transitionsIn gives what is changing its look below a root, shadow roots included. */
function transitionsIn(root: Document | ShadowRoot): Animation[] {
  const inner = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? transitionsIn(shadowRoot) : [],
  );
  return [...root.getAnimations().filter((animation) => animation instanceof CSSTransition), ...inner];
}
