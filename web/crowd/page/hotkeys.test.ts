import { expect, test } from 'vitest';
import { choiceOf, digitOf, isPortalKey, isSubmitKey, type Key } from './hotkeys.ts';

const press = (key: string, held: Partial<Key> = {}): Key => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
});

test.each([
  ['1', {}, 0],
  ['9', {}, 8],
  ['0', {}, 9],
  ['a', {}, undefined],
  ['10', {}, undefined],
  ['', {}, undefined],
  ['1', { ctrlKey: true }, undefined],
  ['1', { altKey: true }, undefined],
  ['1', { metaKey: true }, undefined],
] as const)('the key %j with %j chooses place %s', (key, held, want) => {
  expect(choiceOf(press(key, held))).toBe(want);
});

test('digits and places are each other’s inverse', () => {
  for (let place = 0; place < 10; place++) expect(choiceOf(press(digitOf(place) ?? ''))).toBe(place);
  expect(digitOf(10)).toBeUndefined();
});

test('only Enter with Ctrl or Cmd submits from anywhere', () => {
  expect(isSubmitKey(press('Enter'))).toBe(false);
  expect(isSubmitKey(press('Enter', { ctrlKey: true }))).toBe(true);
  expect(isSubmitKey(press('Enter', { metaKey: true }))).toBe(true);
  expect(isSubmitKey(press('Enter', { ctrlKey: true, altKey: true }))).toBe(false);
  expect(isSubmitKey(press('a', { ctrlKey: true }))).toBe(false);
});

test.each([
  ['?', 'Slash', { shiftKey: true }, true],
  ['?', 'Slash', { ctrlKey: true }, false],
  ['r', 'KeyR', {}, false],
  ['R', 'KeyR', { altKey: true, shiftKey: true }, true],
  ['r', 'KeyR', { altKey: true }, false],
  ['é', 'KeyR', { altKey: true, shiftKey: true }, true],
  ['R', 'KeyR', { altKey: true, shiftKey: true, ctrlKey: true }, false],
  ['Enter', 'Enter', { altKey: true, shiftKey: true }, false],
] as const)('the portal hears %j (%s) with %j: %s', (key, code, held, want) => {
  expect(isPortalKey({ ...press(key), code, shiftKey: false, ...held })).toBe(want);
});
