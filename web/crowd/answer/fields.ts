// Finding the fields of a form, in the order of the document. Only the light
// DOM is walked: what stands in somebody's shadow root is that element's affair.
import { cloneJson } from '../json.ts';
import { type AnswerContent, answerOf, type Entry } from './answer.ts';
import { type Field, isField, isValueElement, type ValueElement } from './field.ts';
import { isNative, type NativeField, nativeEntries } from './native.ts';

/** AnyField is everything that can give a part of an answer. */
export type AnyField = NativeField | Field | ValueElement;

/** fieldsIn gives all fields below root, named or not, also those nested in other fields. */
export function fieldsIn(root: ParentNode): AnyField[] {
  return [...root.querySelectorAll('*')].filter(
    (element): element is AnyField => isField(element) || isNative(element) || isValueElement(element),
  );
}

/** readAnswer serialises the fields that count: those with a name that are not disabled. */
export function readAnswer(fields: Iterable<AnyField>): AnswerContent {
  return answerOf([...fields].filter(counts).flatMap(entriesOf));
}

/** settleFields resolves when all fields can be read at once; it is undefined when they can be so already. */
export function settleFields(fields: Iterable<AnyField>): Promise<unknown> | undefined {
  const waits = [...fields].flatMap((field) => (isField(field) && !isOff(field) ? [field.settle?.()] : []));
  return waits.some((wait) => wait !== undefined) ? Promise.all(waits) : undefined;
}

/** nameOf gives the key of a field, empty when it has none. */
export function nameOf(field: AnyField): string {
  if (isNative(field) || isField(field)) return field.name ?? '';
  return field.getAttribute('name') ?? '';
}

function counts(field: AnyField): boolean {
  return nameOf(field) !== '' && !isOff(field);
}

/** isOff tells whether a field is disabled, by itself or by a fieldset around it. */
export function isOff(field: AnyField): boolean {
  if (isNative(field)) return field.matches(':disabled');
  const own = isField(field) ? (field.off ?? field.disabled) : field.hasAttribute('disabled');
  return own || field.closest('fieldset:disabled') !== null;
}

function entriesOf(field: AnyField): Entry[] {
  if (isField(field)) return field.entries();
  if (isNative(field)) return nativeEntries(field);
  const value = cloneJson(field.value);
  const name = nameOf(field);
  if (value === undefined) return [];
  return typeof value === 'string' ? [{ kind: 'text', name, text: value }] : [{ kind: 'value', name, value }];
}
