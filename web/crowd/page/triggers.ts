// What makes a form submit or reset: clicks on its buttons, Enter, Ctrl+Enter,
// and native forms. All of it is heard at the window, after every handler of
// the page, so that a handler's preventDefault or stopPropagation counts.
import { CrowdButton, isOnControl } from '../crowd-button/crowd-button.ts';
import { enclosing } from './enclosing.ts';
import { crowdFormOf, firstCrowdForm } from './forms.ts';
import { isSubmitKey } from './hotkeys.ts';
import { resetPlain, submitPlain } from './plain-form.ts';

/** Submittable is what a trigger acts on: a crowd-form. */
interface Submittable extends HTMLElement {
  submit(): void;
  reset(): void;
  takesEnter(): boolean;
}

/** watchTriggers starts listening; the returned function ends it. */
export function watchTriggers(win: Window): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  win.addEventListener('click', onClick, { signal });
  win.addEventListener('keydown', onKey, { signal });
  win.addEventListener('submit', onSubmit, { signal });
  const native = HTMLFormElement.prototype.submit;
  HTMLFormElement.prototype.submit = submitByScript(native);
  signal.addEventListener('abort', () => {
    HTMLFormElement.prototype.submit = native;
  });
  return () => stop.abort();
}

function onClick(event: MouseEvent): void {
  if (event.defaultPrevented) return;
  for (const node of event.composedPath()) {
    if (node instanceof CrowdButton) {
      if (isOnControl(event, node)) act(node, node.formAction);
      return;
    }
    if (node instanceof HTMLButtonElement || node instanceof HTMLInputElement) {
      // Inside a native form the browser itself makes the submit event.
      if (!node.form && !node.disabled && inLightDom(node)) act(node, node.type);
      if (inLightDom(node)) return;
    }
  }
}

function inLightDom(node: Element): boolean {
  return !(node.getRootNode() instanceof ShadowRoot);
}

function act(element: Element, action: string | undefined): void {
  if (action !== 'submit' && action !== 'reset' && action !== 'image') return;
  const crowdForm = crowdFormOf<Submittable>(element);
  const form = enclosing<HTMLFormElement>(element, 'form');
  if (action === 'reset') crowdForm ? crowdForm.reset() : form && resetPlain(form);
  else if (crowdForm) crowdForm.submit();
  else form?.requestSubmit();
}

function onKey(event: KeyboardEvent): void {
  const target = event.composedPath()[0];
  if (event.defaultPrevented || event.isComposing || !(target instanceof Element)) return;
  // A key held down would go on and submit the next task unseen.
  if (event.repeat) return;
  if (isSubmitKey(event)) submitFrom(target);
  else if (event.key === 'Enter' && isSingleLine(target)) crowdFormWithEnter(target)?.submit();
}

/** submitFrom submits the form around an element, or else the page's first one. */
function submitFrom(target: Element): void {
  const doc = target.ownerDocument;
  const crowdForm = crowdFormOf<Submittable>(target) ?? firstCrowdForm<Submittable>(doc);
  if (crowdForm) crowdForm.submit();
  else (target.closest('form') ?? doc.querySelector('form'))?.requestSubmit();
}

const singleLine = new Set([
  'text',
  'search',
  'email',
  'url',
  'tel',
  'password',
  'number',
  'date',
  'time',
  'month',
  'week',
  'datetime-local',
]);

function isSingleLine(target: Element): boolean {
  // A native form handles Enter by itself.
  return target instanceof HTMLInputElement && singleLine.has(target.type) && !target.form;
}

function crowdFormWithEnter(target: Element): Submittable | undefined {
  const crowdForm = crowdFormOf<Submittable>(target);
  return crowdForm?.takesEnter() ? crowdForm : undefined;
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented || leavesPage(form)) return;
  // Going to another page would lose the task, so no form of this page does.
  event.preventDefault();
  const crowdForm = crowdFormOf<Submittable>(form);
  if (crowdForm) crowdForm.submit();
  else if (isPlainPage(form.ownerDocument)) submitPlain(form, 'check');
  else console.warn('A form outside crowd-form was submitted; its fields are no part of the answer.', form);
}

function submitByScript(native: () => void): () => void {
  return function submit(this: HTMLFormElement): void {
    const crowdForm = crowdFormOf<Submittable>(this);
    if (crowdForm) crowdForm.submit();
    else if (leavesPage(this) || !isPlainPage(this.ownerDocument)) native.call(this);
    else submitPlain(this, 'as is');
  };
}

/** leavesPage tells whether a form's result goes to another window, such as a search. */
function leavesPage(form: HTMLFormElement): boolean {
  return !['', '_self', '_top', '_parent'].includes(form.target) || form.method === 'dialog';
}

function isPlainPage(doc: Document): boolean {
  return firstCrowdForm(doc) === null;
}
