// The answer of a review: the blocks that came, with what the worker said of
// them, and new ones for the keys that the worker found.
import { type Json, listOf } from '../json.ts';
import { type Block, Blocks, idOf } from './blocks.ts';
import { type Place, writePlace } from './places.ts';
import { type Entry, notSelected, selected } from './review.ts';

/**
 * answerOf gives the blocks of an answer. Blocks stay in their order and keep what
 * they had. A pair that is none is left out, a blank value has an empty text, a key
 * that is not on the page adds nothing.
 */
export function answerOf(
  given: readonly Block[],
  entries: readonly Entry[],
  first: readonly Entry[],
): Block[] {
  const blocks = new Blocks(given);
  const names = new Names(blocks);
  const changes = new Map<string, Block | undefined>();
  const added: Block[] = [];
  entries.forEach((entry, at) => {
    const before = first[at];
    if (entry.wanted) added.push(...foundBlocks(entry, names));
    else added.push(...pairChanges(entry, before ?? entry, changes, names));
  });
  const kept = given.flatMap((block) => {
    const id = idOf(block);
    if (!changes.has(id)) return [block];
    const change = changes.get(id);
    return change ? [{ ...block, ...change, ...linked(block, change) }] : [];
  });
  return [...kept, ...added];
}

/** valueTextOf is the text of an entry's value in the answer. */
export function valueTextOf({ state, value }: Entry): string {
  return state === 'blank' ? '' : value.text.trim();
}

/** pairChanges notes what becomes of a pair's blocks, and gives a new block for a value that had none. */
function pairChanges(
  entry: Entry,
  before: Entry,
  changes: Map<string, Block | undefined>,
  names: Names,
): Block[] {
  const { key, value, state, tick } = entry;
  const text = valueTextOf(entry);
  if (state === 'invalid') {
    for (const id of [key.id, value.id]) if (id) changes.set(id, undefined);
    return [];
  }
  const added = value.id === undefined && text !== '' ? names.value() : undefined;
  if (key.id) {
    const relation: Block = added === undefined ? {} : { relationships: [{ type: 'VALUE', ids: [added] }] };
    changes.set(key.id, { text: key.text, ...moved(key.place, before.key.place), ...relation });
  }
  if (value.id) changes.set(value.id, { text, ...moved(value.place, before.value.place) });
  if (tick && state !== 'blank')
    changes.set(tick, { selectionStatus: text === selected ? selected : notSelected });
  return added === undefined ? [] : [valueBlock(added, entry, text)];
}

/** foundBlocks are the new blocks of a wanted key, none while it is not found. */
function foundBlocks(entry: Entry, names: Names): Block[] {
  const text = valueTextOf(entry);
  if (entry.state === 'missing' || (text === '' && entry.state !== 'blank')) return [];
  const [keyId, valueId] = [names.key(), names.value()];
  const key: Block = {
    blockType: 'KEY_VALUE_SET',
    entityTypes: ['KEY'],
    id: keyId,
    relationships: [{ type: 'VALUE', ids: [valueId] }],
    text: entry.key.text,
    ...placed(entry.key.place),
    ...onPage(entry),
  };
  return [key, valueBlock(valueId, entry, text)];
}

function valueBlock(id: string, entry: Entry, text: string): Block {
  const { place } = entry.value;
  return { blockType: 'KEY_VALUE_SET', entityTypes: ['VALUE'], id, text, ...placed(place), ...onPage(entry) };
}

function placed(place: Place | undefined): Block {
  return place ? { geometry: writePlace(place) } : {};
}

/** onPage names the page where it is not the first: answers of single pages say nothing of pages. */
function onPage({ page }: Entry): Block {
  return page > 1 ? { page } : {};
}

function moved(place: Place | undefined, before: Place | undefined): Block {
  return place === before ? {} : placed(place);
}

/** linked adds a new relation to those that a block has. */
function linked(block: Block, change: Block): Block {
  const added = change['relationships'];
  if (!Array.isArray(added)) return {};
  return { relationships: [...listOf(block['relationships']), ...added] as Json[] };
}

/** Names gives new blocks ids that no other block has. */
class Names {
  readonly #blocks: Blocks;
  readonly #given = new Set<string>();

  constructor(blocks: Blocks) {
    this.#blocks = blocks;
  }

  key(): string {
    return this.#next('key');
  }

  value(): string {
    return this.#next('value');
  }

  #next(name: string): string {
    let count = 1;
    while (this.#blocks.has(`${name}-${count}`) || this.#given.has(`${name}-${count}`)) count++;
    this.#given.add(`${name}-${count}`);
    return `${name}-${count}`;
  }
}
