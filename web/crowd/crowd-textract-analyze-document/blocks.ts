// The blocks of a Textract response, with keys in lower camel case: which of them
// are a key and its value, and what is written in them.
import { type Fields, fieldsOf, type Json, listOf, textOf, textsOf } from '../json.ts';

/** Block is one block as the page gave it. */
export type Block = { [key: string]: Json };

/** Blocks finds blocks by their ids. */
export class Blocks {
  readonly all: readonly Block[];
  readonly #byId: ReadonlyMap<string, Block>;

  constructor(all: readonly Block[]) {
    this.all = all;
    this.#byId = new Map(all.map((block) => [idOf(block), block]));
  }

  /** keys are the blocks of keys. */
  get keys(): Block[] {
    return this.all.filter((block) => isKey(block));
  }

  /** valuesOf are the blocks that a key's block names as its value. */
  valuesOf(key: Block): Block[] {
    return this.#related(key, 'VALUE');
  }

  /** ticksOf are the boxes to tick in a block. */
  ticksOf(block: Block): Block[] {
    return this.#related(block, 'CHILD').filter(isTick);
  }

  /** textOf is what is written in a block: its own text, else that of its words. */
  textOf(block: Block): string {
    const text = block['text'];
    if (typeof text === 'string') return text;
    return this.#related(block, 'CHILD').map(wordOf).filter(Boolean).join(' ');
  }

  /** has tells whether a block has this id. */
  has(id: string): boolean {
    return this.#byId.has(id);
  }

  #related(block: Block, type: string): Block[] {
    const ids = listOf(block['relationships'])
      .filter((relation) => relation['type'] === type)
      .flatMap(({ ids }) => textsOf(ids));
    return ids.map((id) => this.#byId.get(id)).filter((found) => found !== undefined);
  }
}

/** readBlocks reads a list of blocks, also from a whole response or answer. Undefined means that it is none. */
export function readBlocks(value: unknown): Block[] | undefined {
  const list = Array.isArray(value) ? value : fieldsOf(value)['blocks'];
  if (!Array.isArray(list)) return undefined;
  return list.map(fieldsOf).filter((block) => idOf(block) !== '') as Block[];
}

/** idOf is a block's id. */
export function idOf(block: Fields): string {
  return textOf(block['id']);
}

/** pageOf is the page that a block stands on, from 1. */
export function pageOf(block: Fields): number {
  const page = Number(block['page']);
  return Number.isInteger(page) && page > 0 ? page : 1;
}

/** isKey tells whether a block is the key of a pair. */
export function isKey(block: Block): boolean {
  return block['blockType'] === 'KEY_VALUE_SET' && textsOf(block['entityTypes']).includes('KEY');
}

function isTick(block: Block): boolean {
  return block['blockType'] === 'SELECTION_ELEMENT';
}

function wordOf(block: Block): string {
  return textOf(isTick(block) ? block['selectionStatus'] : block['text']);
}
