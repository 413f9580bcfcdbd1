// A review: the pairs that were recognised, the keys that somebody has to look
// for, and what the worker says of each. Rules only.
import { fieldsOf, listOf, textOf, textsOf } from '../json.ts';
import { type Block, Blocks, idOf, pageOf } from './blocks.ts';
import { type Place, readPlace } from './places.ts';

/** Side is the key or the value of an entry. */
export interface Side {
  /** id is that of its block, undefined while it has none. */
  readonly id: string | undefined;
  readonly text: string;
  readonly place: Place | undefined;
}

/**
 * State is what the worker says of an entry: nothing yet, that it is right as it
 * stands now, that its value is empty on the page, that it is no pair, or that
 * the key is not on the page.
 */
export type State = 'open' | 'checked' | 'blank' | 'invalid' | 'missing';

/** Entry is a pair of a key and a value. */
export interface Entry {
  readonly id: string;
  /** wanted has the other names of a key that has to be looked for, undefined for a pair that was recognised. */
  readonly wanted: readonly string[] | undefined;
  readonly key: Side;
  readonly value: Side;
  /** tick is the block of a value that is one box to tick. */
  readonly tick: string | undefined;
  /** confidence is how sure the service was, in percent. */
  readonly confidence: number | undefined;
  readonly page: number;
  readonly state: State;
}

/** Wanted is a key that has to be looked for. */
export interface Wanted {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** selected and notSelected are the texts of boxes to tick. */
export const selected = 'SELECTED';
export const notSelected = 'NOT_SELECTED';

/** begin gives the entries of a review: first the wanted keys that are no pair yet, then the pairs. */
export function begin(blocks: readonly Block[], wanted: readonly Wanted[]): Entry[] {
  const found = new Blocks(blocks);
  const pairs = found.keys.map((key) => pairOf(found, key));
  const known = new Set(pairs.map(({ key }) => key.text));
  const missing = wanted.filter(({ name, aliases }) => ![name, ...aliases].some((text) => known.has(text)));
  return [...missing.map(entryOf), ...pairs];
}

function pairOf(blocks: Blocks, key: Block): Entry {
  const [value] = blocks.valuesOf(key);
  const text = value ? blocks.textOf(value) : '';
  const [tick, ...more] = value ? blocks.ticksOf(value) : [];
  const isTick = tick && more.length === 0 && (text === selected || text === notSelected);
  const confidence = Number(key['confidence'] ?? value?.['confidence']);
  return {
    id: idOf(key),
    wanted: undefined,
    key: { id: idOf(key), text: blocks.textOf(key), place: readPlace(key['geometry']) },
    value: { id: value && idOf(value), text, place: value && readPlace(value['geometry']) },
    tick: isTick ? idOf(tick) : undefined,
    confidence: Number.isFinite(confidence) ? confidence : undefined,
    page: pageOf(key),
    state: 'open',
  };
}

function entryOf({ name, aliases }: Wanted): Entry {
  return {
    id: `wanted ${name}`,
    wanted: aliases,
    key: { id: undefined, text: name, place: undefined },
    value: { id: undefined, text: '', place: undefined },
    tick: undefined,
    confidence: undefined,
    page: 1,
    state: 'open',
  };
}

/** readWanted reads the attribute keys: objects as Textract's reviews have them, or texts. */
export function readWanted(value: unknown): Wanted[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value
    .map((item) => (typeof item === 'string' ? { name: item, aliases: [] } : readKey(item)))
    .filter(({ name }, at, all) => name !== '' && all.findIndex((other) => other.name === name) === at);
}

function readKey(item: unknown): Wanted {
  const { importantFormKey, importantFormKeyAliases } = fieldsOf(item);
  return { name: textOf(importantFormKey), aliases: textsOf(importantFormKeyAliases) };
}

/** retype gives an entry with another value; an empty one is blank where there was a pair, and still open where it is wanted. */
export function retype(entry: Entry, text: string): Entry {
  const empty = text.trim() === '';
  const state = !empty ? 'checked' : entry.wanted ? 'open' : 'blank';
  return { ...entry, value: { ...entry.value, text }, state };
}

/** rename gives an entry with another key. */
export function rename(entry: Entry, text: string): Entry {
  return { ...entry, key: { ...entry.key, text } };
}

/** put gives an entry with another place on a page, or none. */
export function put(entry: Entry, side: 'key' | 'value', place: Place | undefined, page: number): Entry {
  return { ...entry, [side]: { ...entry[side], place }, page };
}

/** judge gives an entry with another state; the same again takes it back. */
export function judge(entry: Entry, state: State): Entry {
  return { ...entry, state: entry.state === state ? 'open' : state };
}

/** confirm says that an entry is right as it stands; one that says so or another thing already stays. */
export function confirm(entry: Entry): Entry {
  if (entry.state !== 'open') return entry;
  if (entry.value.text.trim() !== '') return { ...entry, state: 'checked' };
  return entry.wanted ? entry : { ...entry, state: 'blank' };
}

/** isDone tells whether an entry can be sent: wanted keys must be answered. */
export function isDone({ wanted, state }: Entry): boolean {
  return wanted === undefined || state !== 'open';
}

/** Kept is what a draft holds of a changed entry. */
export interface Kept {
  id: string;
  key: string;
  value: string;
  state: State;
  page: number;
  keyPlace?: Place;
  valuePlace?: Place;
}

/** keep gives what a draft holds of the entries that are not as they were. */
export function keep(entries: readonly Entry[], first: readonly Entry[]): Kept[] {
  return entries
    .filter((entry) => !first.includes(entry))
    .map(({ id, key, value, state, page }) => ({
      id,
      key: key.text,
      value: value.text,
      state,
      page,
      ...(key.place && { keyPlace: key.place }),
      ...(value.place && { valuePlace: value.place }),
    }));
}

const states: readonly string[] = ['open', 'checked', 'blank', 'invalid', 'missing'];

/** resume puts a draft back; entries that no longer exist are passed over. */
export function resume(first: readonly Entry[], draft: unknown): Entry[] {
  const kept = new Map(listOf(draft).map((one) => [textOf(one['id']), one]));
  return first.map((entry) => {
    const one = kept.get(entry.id);
    if (!one || !states.includes(textOf(one['state']))) return entry;
    return {
      ...entry,
      key: { ...entry.key, text: textOf(one['key']), place: savedPlace(one['keyPlace'], entry.key.place) },
      value: {
        ...entry.value,
        text: textOf(one['value']),
        place: savedPlace(one['valuePlace'], entry.value.place),
      },
      state: one['state'] as State,
      page: pageOf(one),
    };
  });
}

// An unchanged place stays the same object, so that its block keeps its geometry as it came.
function savedPlace(saved: unknown, given: Place | undefined): Place | undefined {
  if (given && JSON.stringify(saved) === JSON.stringify(given)) return given;
  const { box, polygon } = fieldsOf(saved);
  return readPlace({ boundingBox: box, polygon });
}
