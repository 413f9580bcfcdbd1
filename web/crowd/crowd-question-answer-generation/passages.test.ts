import { expect, test } from 'vitest';
import { passageOf, textOf, wordsIn } from './passages.ts';

test.each([
  ['one two', 0, 3, 'one', 0, 3],
  ['one two ', 3, 8, 'two', 4, 7],
  ['😀 one two', 3, 6, 'one', 2, 5],
])('of %j the units %d to %d are %j', (text, from, to, words, startOffset, endOffset) => {
  const passage = passageOf(text, from, to);
  expect(passage).toEqual({ startOffset, endOffset });
  expect(passage && textOf(text, passage)).toBe(words);
});

test('blanks alone are no passage', () => {
  expect(passageOf('a  b', 1, 3)).toBeUndefined();
});

test.each([
  ['', 0],
  ['  one\ntwo ', 2],
])('%j has %d words', (text, want) => {
  expect(wordsIn(text)).toBe(want);
});
