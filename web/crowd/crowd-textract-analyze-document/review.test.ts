import { describe, expect, test } from 'vitest';
import { answerOf } from './answer.ts';
import { type Block, readBlocks } from './blocks.ts';
import { movePlace, placeOf } from './places.ts';
import {
  begin,
  confirm,
  type Entry,
  isDone,
  judge,
  keep,
  put,
  readWanted,
  rename,
  resume,
  retype,
} from './review.ts';

const box = (left: number, top: number) => ({
  boundingBox: { height: 0.02, left, top, width: 0.1 },
  polygon: [
    { x: left, y: top },
    { x: left + 0.1, y: top },
    { x: left + 0.1, y: top + 0.02 },
    { x: left, y: top + 0.02 },
  ],
});
const pair = (key: string, value: string, words: string[]): Block[] => [
  {
    blockType: 'KEY_VALUE_SET',
    confidence: 62.5,
    entityTypes: ['KEY'],
    geometry: box(0.1, 0.1),
    id: key,
    relationships: [
      { ids: [value], type: 'VALUE' },
      { ids: [`${key}-w`], type: 'CHILD' },
    ],
  },
  {
    blockType: 'KEY_VALUE_SET',
    entityTypes: ['VALUE'],
    id: value,
    relationships: [{ ids: words, type: 'CHILD' }],
  },
];
const word = (id: string, text: string): Block => ({ blockType: 'WORD', id, text });
const town: Block[] = [
  ...pair('k1', 'v1', ['w1', 'w2']),
  word('k1-w', 'Town:'),
  word('w1', 'New'),
  word('w2', 'Osl0'),
  { blockType: 'LINE', id: 'l1', text: 'Town: New Osl0' },
];
const tick: Block[] = [
  ...pair('k2', 'v2', ['s2']),
  word('k2-w', 'Married'),
  { blockType: 'SELECTION_ELEMENT', id: 's2', selectionStatus: 'NOT_SELECTED' },
];
const wanted = [{ name: 'IBAN', aliases: ['Account'] }];
const only = (entries: Entry[]): Entry => entries[0] as Entry;
const block = (blocks: readonly Block[], id: string) => blocks.find((one) => one['id'] === id);

describe('what there is to review', () => {
  test('pairs with the text of their words', () => {
    const entry = only(begin(town, []));
    expect(entry).toMatchObject({ id: 'k1', confidence: 62.5, page: 1, state: 'open', wanted: undefined });
    expect([entry.key.text, entry.value.text, entry.tick]).toEqual(['Town:', 'New Osl0', undefined]);
  });

  test('a text of the block’s own goes before its words', () => {
    const [key, value, ...rest] = town;
    expect(only(begin([{ ...key }, { ...value, text: 'Oslo' }, ...rest], [])).value.text).toBe('Oslo');
  });

  test('boxes to tick', () => {
    expect(only(begin(tick, []))).toMatchObject({ tick: 's2', value: { text: 'NOT_SELECTED' } });
  });

  test('wanted keys come first; one that was recognised under any of its names is not asked for', () => {
    expect(begin(town, wanted).map(({ key }) => key.text)).toEqual(['IBAN', 'Town:']);
    expect(begin(town, [{ name: 'City', aliases: ['Town:'] }])).toHaveLength(1);
  });

  test('keys may be texts; each name counts once', () => {
    const read = readWanted([
      { importantFormKey: 'IBAN', importantFormKeyAliases: ['Account'] },
      'Name',
      'IBAN',
      {},
    ]);
    expect(read).toEqual([...wanted, { name: 'Name', aliases: [] }]);
    expect(readWanted('x')).toBeUndefined();
  });

  test.each([[town], [{ blocks: town }]])('blocks are read from a list or from what holds it', (value) => {
    expect(readBlocks(value)).toEqual(town);
  });

  test('what is no list of blocks, and blocks without an id', () => {
    expect(readBlocks({ a: 1 })).toBeUndefined();
    expect(readBlocks([{}, 1, null, { id: 'a' }])).toEqual([{ id: 'a' }]);
  });
});

describe('the answer', () => {
  const first = begin(town, []);
  const answer = (entry: Entry) => answerOf(town, [entry], first);

  test('of a review in which all is right has every block, with the texts', () => {
    const blocks = answerOf(town, first, first);
    expect(blocks.map(({ id }) => id)).toEqual(town.map(({ id }) => id));
    expect(block(blocks, 'k1')).toEqual({ ...town[0], text: 'Town:' });
    expect(block(blocks, 'v1')).toEqual({ ...town[1], text: 'New Osl0' });
    expect(block(blocks, 'w2')).toBe(town[4]);
  });

  test('has the corrected key and value', () => {
    const blocks = answer(rename(retype(only(first), ' New Oslo '), 'Town'));
    expect([block(blocks, 'k1')?.['text'], block(blocks, 'v1')?.['text']]).toEqual(['Town', 'New Oslo']);
    expect(block(blocks, 'w2')).toEqual(word('w2', 'Osl0'));
  });

  test('of a blank value has an empty text', () => {
    expect(block(answer(judge(only(first), 'blank')), 'v1')?.['text']).toBe('');
    expect(retype(only(first), ' ').state).toBe('blank');
  });

  test('leaves a pair out that is none', () => {
    expect(answer(judge(only(first), 'invalid')).map(({ id }) => id)).toEqual(['k1-w', 'w1', 'w2', 'l1']);
  });

  test('ticks a box in both places', () => {
    const begun = begin(tick, []);
    const blocks = answerOf(tick, [retype(only(begun), 'SELECTED')], begun);
    expect(block(blocks, 'v2')?.['text']).toBe('SELECTED');
    expect(block(blocks, 's2')?.['selectionStatus']).toBe('SELECTED');
  });

  test('has new blocks for a key that was found, with ids that nobody has', () => {
    const given = [word('key-1', 'taken')];
    const begun = begin(given, [...wanted, { name: 'Name', aliases: [] }]);
    const place = placeOf({ left: 0.25, top: 0.5, width: 0.125, height: 0.0625 });
    const [iban, name] = begun as [Entry, Entry];
    const found = put(retype(iban, 'NO93'), 'value', place, 2);
    expect(answerOf(given, [found, judge(name, 'blank')], begun)).toEqual([
      given[0],
      {
        blockType: 'KEY_VALUE_SET',
        entityTypes: ['KEY'],
        id: 'key-2',
        page: 2,
        relationships: [{ ids: ['value-1'], type: 'VALUE' }],
        text: 'IBAN',
      },
      {
        blockType: 'KEY_VALUE_SET',
        entityTypes: ['VALUE'],
        geometry: {
          boundingBox: { height: 0.0625, left: 0.25, top: 0.5, width: 0.125 },
          polygon: [
            { x: 0.25, y: 0.5 },
            { x: 0.375, y: 0.5 },
            { x: 0.375, y: 0.5625 },
            { x: 0.25, y: 0.5625 },
          ],
        },
        id: 'value-1',
        page: 2,
        text: 'NO93',
      },
      {
        blockType: 'KEY_VALUE_SET',
        entityTypes: ['KEY'],
        id: 'key-3',
        relationships: [{ ids: ['value-2'], type: 'VALUE' }],
        text: 'Name',
      },
      { blockType: 'KEY_VALUE_SET', entityTypes: ['VALUE'], id: 'value-2', text: '' },
    ]);
  });

  test.each(['open', 'missing'] as const)('has nothing for a wanted key that is %s', (state) => {
    const begun = begin([], wanted);
    expect(answerOf([], [{ ...only(begun), state }], begun)).toEqual([]);
  });

  test('gives a key without a value one when it is written', () => {
    const [key] = town;
    const lonely = [{ ...key, relationships: [] }, word('k1-w', 'Town:')];
    const begun = begin(lonely, []);
    expect(answerOf(lonely, begun, begun)).toHaveLength(2);
    const blocks = answerOf(lonely, [retype(only(begun), 'Oslo')], begun);
    expect(block(blocks, 'k1')?.['relationships']).toEqual([{ ids: ['value-1'], type: 'VALUE' }]);
    expect(block(blocks, 'value-1')?.['text']).toBe('Oslo');
  });

  test('has moved geometry, and leaves the rest as it came', () => {
    const entry = only(first);
    if (!entry.key.place) throw new Error('no place');
    const blocks = answer(put(entry, 'key', movePlace(entry.key.place, { x: 0.5, y: -0.5 }), 1));
    expect(block(blocks, 'k1')?.['geometry']).toEqual(box(0.6, 0));
    expect(block(blocks, 'v1')).not.toHaveProperty('geometry');
  });
});

test('a wanted key needs a value, blank, or that it cannot be found', () => {
  const entry = only(begin([], wanted));
  expect([entry, confirm(entry), retype(retype(entry, 'x'), '')].map(isDone)).toEqual([false, false, false]);
  expect([retype(entry, 'x'), judge(entry, 'blank'), judge(entry, 'missing')].map(isDone)).toEqual([
    true,
    true,
    true,
  ]);
});

test('a verdict given twice is taken back', () => {
  const entry = only(begin(town, []));
  expect(judge(judge(entry, 'invalid'), 'invalid').state).toBe('open');
  expect(confirm(entry).state).toBe('checked');
  expect(confirm(judge(entry, 'invalid')).state).toBe('invalid');
});

describe('a draft', () => {
  const first = begin([...town, ...tick], wanted);

  test('holds what has changed and puts it back', () => {
    const [iban, town1, married] = first as [Entry, Entry, Entry];
    const place = placeOf({ left: 0.2, top: 0.2, width: 0.1, height: 0.1 });
    const changed = [put(retype(iban, 'NO93'), 'key', place, 3), rename(town1, 'Town'), married];
    const kept = JSON.parse(JSON.stringify(keep(changed, first)));
    expect(kept.map(({ id }: { id: string }) => id)).toEqual(['wanted IBAN', 'k1']);
    const back = resume(first, kept);
    expect(back).toEqual(changed);
    expect(back[1]?.key.place).toBe(town1.key.place);
  });

  test.each([undefined, 'x', [{ id: 'k1', state: 'odd' }], [{ id: 'gone', state: 'open' }]])(
    'that says nothing of them, such as %j, leaves the entries',
    (draft) => expect(resume(first, draft)).toEqual(first),
  );
});
