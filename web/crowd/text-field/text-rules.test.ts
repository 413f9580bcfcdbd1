import { expect, test } from 'vitest';
import { keepMatching, lengthOf, textFault } from './text-rules.ts';

test.each([
  ['12a3', '[0-9]', '123'],
  ['a-b c', '[\\w\\-]', 'a-bc'],
  ['naïve 😀', '[a-z😀]', 'nave😀'],
  ['anything', undefined, 'anything'],
  ['anything', '', 'anything'],
  ['a broken pattern allows all', '[', 'a broken pattern allows all'],
  ['ab', 'a|b', 'ab'],
])('%j through %j leaves %j', (text, pattern, want) => {
  expect(keepMatching(text, pattern)).toBe(want);
});

test.each([
  ['5', 5],
  [7, 7],
  ['', undefined],
  [null, undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['many', undefined],
  ['0', 0],
])('the length %j is %j', (given, want) => {
  expect(lengthOf(given)).toBe(want);
});

test.each([
  ['', true, undefined, 'missing'],
  ['', false, 3, undefined],
  ['', true, 3, 'missing'],
  ['ab', false, 3, 'too short'],
  ['abc', false, 3, undefined],
  [' ', true, undefined, undefined],
] as const)('%j (required %s, at least %s) is %s', (text, required, least, want) => {
  expect(textFault(text, { required, least })).toBe(want);
});
