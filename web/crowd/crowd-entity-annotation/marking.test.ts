import { expect, test } from 'vitest';
import { Marking } from './marking.ts';

const named = (...labels: string[]) => labels.map((label) => ({ label, full: label, short: label }));

function open(...entities: [number, number, string][]): Marking {
  const marking = new Marking();
  marking.text = 'Ada Lovelace met Charles Babbage in London';
  marking.labels = named('person', 'city');
  marking.load(entities.map(([start, end, label]) => ({ start, end, label })));
  return marking;
}
const marks = (marking: Marking) =>
  marking.entities.map(({ start, end, label }) => [marking.text.slice(start, end), label]);

test('label first: a stretch gets it, without the blanks around it', () => {
  const marking = open();
  expect([marking.choose('person'), marking.take({ start: 0, end: 4 })]).toEqual(['chosen', 'marked']);
  expect(marks(marking)).toEqual([['Ada', 'person']]);
  expect([marking.chosen, marking.selected]).toEqual([undefined, undefined]);
});

test('stretch first: it waits for a label, whole marks in it', () => {
  const marking = open([17, 24, 'person']);
  expect(marking.take({ start: 20, end: 32 })).toBe('chosen');
  expect(marking.chosen).toEqual({ start: 17, end: 32 });
  expect([marking.choose('city'), marks(marking)]).toEqual(['marked', [['Charles Babbage', 'city']]]);
});

test('blanks are no stretch, and end what was chosen', () => {
  const marking = open();
  marking.take({ start: 0, end: 3 });
  expect([marking.take({ start: 3, end: 4 }), marking.chosen]).toEqual(['nothing', undefined]);
});

test('the selected mark gets another label, and can be removed', () => {
  const marking = open([0, 12, 'person'], [36, 42, 'person']);
  marking.select(marking.at(40));
  expect([marking.choose('city'), marking.selected?.label]).toEqual(['relabelled', 'city']);
  expect(marking.choose('city')).toBe('chosen');
  if (marking.selected) marking.remove(marking.selected);
  expect([marks(marking), marking.selected]).toEqual([[['Ada Lovelace', 'person']], undefined]);
});

test('changes are taken back and done again, one by one', () => {
  const marking = open([0, 3, 'person']);
  marking.label = 'city';
  marking.take({ start: 36, end: 42 });
  marking.select(marking.at(0));
  marking.choose('city');
  marking.undo();
  expect(marks(marking)).toEqual([
    ['Ada', 'person'],
    ['London', 'city'],
  ]);
  marking.undo();
  expect([marks(marking), marking.canUndo]).toEqual([[['Ada', 'person']], false]);
  marking.redo();
  marking.redo();
  expect([marks(marking).map(([, label]) => label), marking.canRedo]).toEqual([['city', 'city'], false]);
});

test('from mark to mark, from the caret and from the selected one', () => {
  const marking = open([0, 3, 'person'], [17, 24, 'person'], [36, 42, 'city']);
  expect(marking.neighbour(1, 4)?.start).toBe(17);
  expect(marking.neighbour(-1, 4)?.start).toBe(0);
  marking.select(marking.at(17));
  expect([marking.neighbour(1, 0)?.start, marking.neighbour(-1, 0)?.start]).toEqual([36, 0]);
  marking.select(marking.at(36));
  expect(marking.neighbour(1, 0)).toBeUndefined();
});

test('marks whose label is gone are hidden, come back with it, and give way to others', () => {
  const marking = open([0, 3, 'person'], [17, 24, 'ship'], [36, 42, 'ship']);
  expect(marking.shown.map(({ start }) => start)).toEqual([0]);
  marking.label = 'city';
  marking.take({ start: 20, end: 24 });
  marking.labels = named('city', 'ship');
  expect(marking.shown).toEqual([
    { start: 20, end: 24, label: 'city' },
    { start: 36, end: 42, label: 'ship' },
  ]);
});
