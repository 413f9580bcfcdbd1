import { expect, test } from 'vitest';
import { Steps } from './steps.ts';

const all = (next: (place: number) => number, from: number, to: number) => {
  const places: number[] = [];
  for (let at = from; at !== to; ) {
    at = next(at);
    places.push(at);
  }
  return places;
};

test.each([
  ['abc', [1, 2, 3]],
  ['a👩‍🚀b', [1, 6, 7]],
  ['e\u0301🇵🇱!', [2, 6, 7]],
  ['שלום', [1, 2, 3, 4]],
])('characters of %j', (text, want) => {
  const steps = new Steps(text);
  expect(all((at) => steps.next(at), 0, text.length)).toEqual(want);
  expect(all((at) => steps.previous(at), text.length, 0)).toEqual([0, ...want.slice(0, -1)].reverse());
});

test.each([
  ['Ada met  Bob, twice.', [3, 7, 12, 19, 20], [14, 9, 4, 0]],
  ['مرحبا بك', [5, 8], [6, 0]],
  ['今日は', [2, 3], [2, 0]],
])('words of %j', (text, ends, starts) => {
  const steps = new Steps(text);
  expect(all((at) => steps.nextWord(at), 0, text.length)).toEqual(ends);
  expect(all((at) => steps.previousWord(at), text.length, 0)).toEqual(starts);
});

test('at its ends a text goes no further', () => {
  const steps = new Steps('ab');
  expect([steps.next(2), steps.previous(0), steps.nextWord(2), steps.previousWord(0)]).toEqual([2, 0, 2, 0]);
  const none = new Steps('');
  expect([none.next(0), none.previous(0)]).toEqual([0, 0]);
});
