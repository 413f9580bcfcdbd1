// Checking a form's fields before its answer is sent.
import { isField } from './field.ts';
import { type AnyField, isOff } from './fields.ts';
import { isNative } from './native.ts';

/** invalidFields checks every field, lets each mark itself, and gives those that are not complete. */
export function invalidFields(fields: Iterable<AnyField>): AnyField[] {
  return [...fields].filter((field) => !isOff(field) && !isValid(field));
}

/** questionsIn counts what a person has to look at: radio buttons of one name are one question. */
export function questionsIn(fields: Iterable<AnyField>): number {
  const list = [...fields];
  return list.filter((field, at) => !list.slice(0, at).some((before) => sameGroup(field, before))).length;
}

function sameGroup(a: AnyField, b: AnyField): boolean {
  if (!isRadio(a) || !isRadio(b)) return false;
  return a.name !== '' && a.name === b.name && a.form === b.form;
}

function isRadio(field: AnyField): field is HTMLInputElement {
  return field instanceof HTMLInputElement && field.type === 'radio';
}

function isValid(field: AnyField): boolean {
  if (isField(field)) return field.validate();
  if (isNative(field)) return field.checkValidity();
  return typeof field.validate === 'function' ? field.validate() === true : true;
}

/** showProblem leads a person to a field: it comes well into sight, with the browser's own bubble or the focus. */
export function showProblem(field: AnyField): void {
  field.scrollIntoView({ block: isAtEase(field) ? 'nearest' : 'center' });
  if (isNative(field)) field.reportValidity();
  else field.focus();
}

/** edge is the room, in pixels, that messages may take at the bottom of the window. */
const edge = 100;

/** isAtEase tells whether a field can stay where it is: it is clear of the window's edges, or too large to be. */
function isAtEase(field: AnyField): boolean {
  const { top, bottom, height } = field.getBoundingClientRect();
  return height > innerHeight / 2 || (top >= 0 && bottom <= innerHeight - edge);
}

/** isShown tells whether a person can see and reach a field. */
export function isShown(field: AnyField): boolean {
  return field.checkVisibility({ visibilityProperty: true });
}
