// Pages with a plain form and no crowd-form, as made for Mechanical Turk: their
// answer is collected by the same rules.

import { isField } from '../answer/field.ts';
import { fieldsIn, readAnswer, settleFields } from '../answer/fields.ts';
import { isNative } from '../answer/native.ts';
import { invalidFields, showProblem } from '../answer/validate.ts';
import { texts } from '../texts.ts';
import { sendAnswer } from './sender.ts';

const sending = new WeakSet<HTMLFormElement>();

/**
 * submitPlain sends a plain form's answer. With "check" the crowd elements in it
 * must be complete (the browser has checked its own fields); a script's own
 * call of submit() is taken "as is", as native forms do.
 */
export async function submitPlain(form: HTMLFormElement, how: 'check' | 'as is'): Promise<void> {
  const fields = fieldsOf(form);
  if (sending.has(form)) return;
  const bad = how === 'check' ? invalidFields(fields.filter((field) => !isNative(field)))[0] : undefined;
  if (bad) {
    showProblem(bad);
    return;
  }
  await send(form, fields);
}

async function send(form: HTMLFormElement, fields: ReturnType<typeof fieldsIn>): Promise<void> {
  sending.add(form);
  form.ariaBusy = 'true';
  try {
    const wait = settleFields(fields);
    if (wait) await wait;
    const answer = readAnswer(fields);
    const outcome = await sendAnswer(answer);
    if (outcome === 'shown') showAnswer(form, JSON.stringify(answer, null, 2));
    if (outcome === 'sent') return;
  } catch (cause) {
    note(form, cause instanceof Error && cause.message ? cause.message : texts.notSent);
  }
  sending.delete(form);
  form.ariaBusy = null;
}

/**
 * giveSubmit appends a Submit button to a page's plain form that has none, since
 * platforms for such pages bring their own.
 */
export function giveSubmit(doc: Document): void {
  const form = doc.querySelector('form');
  if (!form || doc.querySelector('crowd-form') || fieldsOf(form).length === 0) return;
  const submits = 'button:not([type]), [type="submit"], [type="image"], crowd-button[form-action="submit"]';
  if ([...doc.querySelectorAll(submits)].some((button) => formOf(button) === form)) return;
  const button = doc.createElement('crowd-button');
  button.setAttribute('form-action', 'submit');
  button.setAttribute('variant', 'primary');
  button.textContent = texts.submit;
  form.append(button);
}

function formOf(button: Element): Element | null {
  return (button as Partial<HTMLButtonElement>).form ?? button.closest('form');
}

/** resetPlain puts a plain form back, its crowd elements too. */
export function resetPlain(form: HTMLFormElement): void {
  form.reset();
  for (const field of fieldsOf(form)) if (isField(field)) field.reset();
}

/** fieldsOf gives what lies in the form or names it, in the order of the document. */
function fieldsOf(form: HTMLFormElement): ReturnType<typeof fieldsIn> {
  return fieldsIn(form.ownerDocument).filter((field) =>
    isNative(field) ? field.form === form : form.contains(field),
  );
}

function showAnswer(form: HTMLFormElement, text: string): void {
  note(form, texts.wouldSend);
  const box = form.ownerDocument.querySelector('#answers-box') ?? form.ownerDocument.createElement('pre');
  box.id = 'answers-box';
  box.textContent = text;
  form.after(box);
}

function note(form: HTMLFormElement, text: string): void {
  const doc = form.ownerDocument;
  const line = doc.querySelector<HTMLElement>('[data-foureyes-note]') ?? doc.createElement('p');
  line.dataset['foureyesNote'] = '';
  line.setAttribute('role', 'alert');
  line.textContent = text;
  form.after(line);
}
