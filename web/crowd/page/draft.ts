// A draft: what a worker has changed on the page so far. It is kept apart from
// the answer, so that it can be put back into the fields it came from.

import { isField } from '../answer/field.ts';
import { type AnyField, fieldsIn, nameOf } from '../answer/fields.ts';
import { isNative, nativeState, restoreNative } from '../answer/native.ts';
import type { Json } from '../json.ts';
import { broughtForms } from './forms.ts';

/** Draft holds the changed fields by the key of keysOf. */
export interface Draft {
  version: 1;
  fields: { [key: string]: Json };
}

/** takeDraft reads what was changed below root. */
export function takeDraft(root: ParentNode): Draft {
  const fields: Draft['fields'] = {};
  for (const [key, field] of keyed(fieldsOf(root))) {
    const state = stateOf(field);
    if (state !== undefined) fields[key] = state;
  }
  return { version: 1, fields };
}

/** putDraft sets the fields below root to a draft; fields that no longer exist are passed over. */
export function putDraft(root: ParentNode, draft: unknown): void {
  if (!isDraft(draft)) return;
  for (const [key, field] of keyed(fieldsOf(root))) {
    const state = draft.fields[key];
    if (state === undefined) continue;
    try {
      restore(field, state);
    } catch (cause) {
      // One field of the template's that fails must not cost the others.
      reportError(cause);
    }
  }
}

/** fieldsOf gives all fields below root, then those that scripts put into forms which tools have brought. */
function fieldsOf(root: ParentNode): AnyField[] {
  return [root, ...broughtForms(root)].flatMap(fieldsIn);
}

function restore(field: AnyField, state: Json): void {
  if (isField(field)) field.restoreState(state);
  else if (isNative(field)) restoreNative(field, state);
  else field.value = state;
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Partial<Draft> | null | undefined;
  return typeof draft === 'object' && draft?.version === 1 && typeof draft.fields === 'object';
}

function stateOf(field: AnyField): Json | undefined {
  if (isField(field)) return field.saveState();
  if (isNative(field)) return nativeState(field);
  return undefined;
}

/** keyed gives each field a key that is the same when the page is built again. */
function keyed(fields: AnyField[]): [string, AnyField][] {
  const keys = keysOf(fields.map(label));
  return fields.flatMap((field, at) => (keys[at] === undefined ? [] : [[keys[at], field]]));
}

/** keysOf numbers equal labels, so that keys differ; an empty label gets no key. */
export function keysOf(labels: string[]): (string | undefined)[] {
  const seen = new Map<string, number>();
  return labels.map((text) => {
    if (text === '') return undefined;
    const count = seen.get(text) ?? 0;
    seen.set(text, count + 1);
    return `${text}#${count}`;
  });
}

function label(field: AnyField): string {
  const name = nameOf(field) || field.id;
  if (name === '') return '';
  const box = isNative(field) && (field.type === 'checkbox' || field.type === 'radio');
  return box ? `${field.localName} ${name} ${field.value}` : `${field.localName} ${name}`;
}
