// How the fields of a page become one answer. Rules only: what a field says is
// read elsewhere (native.ts for the browser's own fields, each crowd element
// for itself).
import type { Json } from '../json.ts';

/** AnswerContent is what a worker answered: a value for each field name. */
export type AnswerContent = Record<string, Json>;

/**
 * Entry is one field's part of the answer.
 * - text: a string; nothing when it is empty
 * - flag: one key of an object of booleans, as check boxes and radio buttons give
 * - value: any JSON value, as sliders and tools give
 */
export type Entry =
  | { kind: 'text'; name: string; text: string }
  | { kind: 'flag'; name: string; key: string; on: boolean }
  | { kind: 'value'; name: string; value: Json };

/**
 * answerOf joins entries, in the order of the document, into one answer. Flags
 * of one name come together; of everything else with one name the last wins,
 * and an empty text says nothing. Names are used as they are.
 */
export function answerOf(entries: Iterable<Entry>): AnswerContent {
  const values = new Map<string, Json | Flags>();
  for (const entry of entries) {
    if (entry.kind === 'flag') addFlag(values, entry);
    else if (entry.kind === 'value') values.set(entry.name, entry.value);
    else if (entry.text !== '') values.set(entry.name, entry.text);
  }
  // fromEntries defines own keys, so a field named __proto__ stays a field.
  return Object.fromEntries([...values].map(([name, value]) => [name, plain(value)]));
}

/** Flags keeps one name's booleans apart from objects that are values. */
class Flags extends Map<string, boolean> {}

function addFlag(values: Map<string, Json | Flags>, entry: Entry & { kind: 'flag' }): void {
  const before = values.get(entry.name);
  const flags = before instanceof Flags ? before : new Flags();
  // Two boxes with one name and one value: either of them ticks it.
  flags.set(entry.key, entry.on || flags.get(entry.key) === true);
  values.set(entry.name, flags);
}

function plain(value: Json | Flags): Json {
  return value instanceof Flags ? Object.fromEntries(value) : value;
}
