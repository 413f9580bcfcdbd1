import { expect, test } from 'vitest';
import { strengthOf } from './strength.ts';

test.each([
  ['1234567', 'short'],
  ['', 'short'],
  ['password', 'weak'],
  ['password123456789', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['abcabcabcabcabcabc', 'weak'],
  ['ada.lovelace1', 'weak'],
  ['grünkohl7x', 'fair'],
  ['correct horse battery', 'strong'],
])('%j is %s', (password, want) => {
  expect(strengthOf(password, 'ada.lovelace@example.org', 'Ada')).toBe(want);
});
