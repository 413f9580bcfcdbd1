import { expect, test } from 'vitest';
import { forAll } from '../../geometry/random.ts';
import {
  type Entity,
  entityAt,
  mark,
  readEntities,
  segmentsOf,
  trim,
  widen,
  writeEntities,
} from './entity.ts';
import { Offsets } from './offsets.ts';

const text = 'Ada saw 🦉 in Oslo';
const offsets = new Offsets(text);
const ada = { start: 0, end: 3, label: 'person' };
const oslo = { start: 14, end: 18, label: 'city' };

test.each([
  [
    { start: 3, end: 8 },
    { start: 4, end: 7 },
  ],
  [
    { start: 4, end: 7 },
    { start: 4, end: 7 },
  ],
  [{ start: 3, end: 4 }, undefined],
  [{ start: 5, end: 5 }, undefined],
])('blanks at the ends of %j are taken off', (span, want) => {
  expect(trim(text, span)).toEqual(want);
});

test.each([
  [
    { start: 2, end: 7 },
    { start: 0, end: 7 },
  ],
  [
    { start: 1, end: 15 },
    { start: 0, end: 18 },
  ],
  [
    { start: 3, end: 14 },
    { start: 3, end: 14 },
  ],
])('a span %j grows over the entities that it touches, not over its neighbours', (span, want) => {
  expect(widen([ada, oslo], span)).toEqual(want);
});

test('a new mark takes the place of those in it and keeps the list sorted', () => {
  expect(mark([oslo], { start: 0, end: 3 }, 'person')).toEqual([ada, oslo]);
  expect(mark([ada, oslo], { start: 11, end: 16 }, 'place')).toEqual([
    ada,
    { start: 11, end: 18, label: 'place' },
  ]);
});

test('whatever is marked, no two overlap and the list is sorted', () => {
  forAll((random) => {
    let entities: Entity[] = [];
    for (let round = 0; round < 30; round++) {
      const start = random.whole(0, 90);
      entities = mark(entities, { start, end: start + random.whole(1, 9) }, 'x');
      const ends = entities.flatMap((entity) => [entity.start, entity.end]);
      expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    }
  }, 100);
});

test('a place is in an entity from its beginning to before its end', () => {
  expect([0, 1, 3, 15].map((place) => entityAt([ada, oslo], place)?.label)).toEqual([
    'person',
    'person',
    undefined,
    'city',
  ]);
});

test('what was written is read back, in order', () => {
  const written = writeEntities([ada, oslo], offsets);
  expect(written).toEqual([
    { endOffset: 3, label: 'person', startOffset: 0 },
    { endOffset: 17, label: 'city', startOffset: 13 },
  ]);
  expect(readEntities(written.toReversed(), offsets)).toEqual({ entities: [ada, oslo], unread: 0 });
});

test.each([
  ['past the end', { label: 'city', startOffset: 0, endOffset: 18 }],
  ['empty', { label: 'city', startOffset: 5, endOffset: 5 }],
  ['backwards', { label: 'city', startOffset: 7, endOffset: 5 }],
  ['below zero', { label: 'city', startOffset: -1, endOffset: 3 }],
  ['no number', { label: 'city', startOffset: '1', endOffset: 3 }],
  ['without a label', { startOffset: 0, endOffset: 3 }],
  ['overlapping', { label: 'city', startOffset: 14, endOffset: 16 }],
  ['null', null],
])('an entry that is %s is counted and left out', (_, entry) => {
  const first = { label: 'city', startOffset: 13, endOffset: 17 };
  expect(readEntities([first, entry], offsets)).toEqual({ entities: [oslo], unread: 1 });
});

test('a text is divided at its entities', () => {
  const parts = segmentsOf(text, [ada, oslo]).map(({ start, end, entity }) => [
    text.slice(start, end),
    entity?.label,
  ]);
  expect(parts).toEqual([
    ['Ada', 'person'],
    [' saw 🦉 in ', undefined],
    ['Oslo', 'city'],
  ]);
  expect(segmentsOf('', [])).toEqual([]);
});
