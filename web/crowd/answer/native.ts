// What the browser's own fields say, how they go back to their start, and what
// of them a draft keeps.
import type { Json } from '../json.ts';
import type { Entry } from './answer.ts';

/** NativeField is a field of HTML itself. */
export type NativeField = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** isNative tells whether an element is one of the browser's own fields. */
export function isNative(element: Element): element is NativeField {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

const buttons = new Set(['submit', 'button', 'reset', 'image']);

/** nativeEntries gives a named field's part of the answer; buttons have none. */
export function nativeEntries(field: NativeField): Entry[] {
  const name = field.name;
  if (field instanceof HTMLSelectElement) return selectEntries(field);
  if (field instanceof HTMLTextAreaElement) return [{ kind: 'text', name, text: field.value }];
  if (buttons.has(field.type)) return [];
  if (field.type === 'checkbox' || field.type === 'radio') {
    return [{ kind: 'flag', name, key: field.value, on: field.checked }];
  }
  // The platform stores no file, so the answer names it.
  if (field.type === 'file') return [{ kind: 'text', name, text: fileNames(field) }];
  return [{ kind: 'text', name, text: field.value }];
}

function selectEntries(field: HTMLSelectElement): Entry[] {
  const name = field.name;
  if (field.multiple) {
    return [...field.options]
      .filter((option) => !isDisabled(option))
      .map((option) => ({ kind: 'flag', name, key: option.value, on: option.selected }));
  }
  const chosen = field.selectedOptions[0];
  return chosen && !isDisabled(chosen) ? [{ kind: 'text', name, text: chosen.value }] : [];
}

function isDisabled(option: HTMLOptionElement): boolean {
  return option.disabled || option.closest('optgroup:disabled') !== null;
}

/** fileNames lists the chosen files by name, without the path that browsers invent. */
export function fileNames(field: HTMLInputElement): string {
  return [...(field.files ?? [])].map((file) => file.name).join(', ');
}

/** resetNative puts a field back to what the page wrote. Hidden fields keep their value, as in a native form. */
export function resetNative(field: NativeField): void {
  if (field instanceof HTMLSelectElement) resetSelect(field);
  else if (field instanceof HTMLTextAreaElement) field.value = field.defaultValue;
  else if (field.type === 'checkbox' || field.type === 'radio') field.checked = field.defaultChecked;
  else if (field.type === 'file') field.value = '';
  else if (field.type !== 'hidden' && !buttons.has(field.type)) field.value = field.defaultValue;
}

function resetSelect(field: HTMLSelectElement): void {
  const defaults = defaultsOf(field);
  for (const option of field.options) option.selected = defaults.has(option);
}

/** defaultsOf gives the options that are chosen when nobody has touched a select. */
function defaultsOf(field: HTMLSelectElement): Set<HTMLOptionElement> {
  const marked = [...field.options].filter((option) => option.defaultSelected);
  if (field.multiple) return new Set(marked);
  const last = marked.at(-1);
  if (last) return new Set([last]);
  const first = field.size <= 1 ? [...field.options].find((option) => !isDisabled(option)) : undefined;
  return new Set(first ? [first] : []);
}

/**
 * nativeState gives what a draft keeps of a field, or undefined when the worker
 * has not changed it. Hidden fields belong to the page's scripts, passwords are
 * nobody's business and files cannot be put back.
 */
export function nativeState(field: NativeField): Json | undefined {
  if (field instanceof HTMLSelectElement) {
    const defaults = defaultsOf(field);
    const changed = [...field.options].some((option) => option.selected !== defaults.has(option));
    return changed ? [...field.selectedOptions].map((option) => option.value) : undefined;
  }
  if (field.type === 'checkbox' || field.type === 'radio') {
    const box = field as HTMLInputElement;
    return box.checked === box.defaultChecked ? undefined : box.checked;
  }
  if (
    field.type === 'hidden' ||
    field.type === 'password' ||
    field.type === 'file' ||
    buttons.has(field.type)
  ) {
    return undefined;
  }
  return field.value === field.defaultValue ? undefined : field.value;
}

/** restoreNative sets a field to what nativeState gave, and tells the page's scripts that it changed. */
export function restoreNative(field: NativeField, state: Json): void {
  if (field instanceof HTMLSelectElement) {
    const chosen = new Set(Array.isArray(state) ? state : []);
    for (const option of field.options) option.selected = chosen.has(option.value);
  } else if (field.type === 'checkbox' || field.type === 'radio') {
    (field as HTMLInputElement).checked = state === true;
  } else {
    field.value = String(state);
  }
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
