import { expect, test } from 'vitest';
import { isName, isUnsaved, type Saved, userOf } from './saved.ts';

const saved: Saved = {
  id: '1',
  name: 'open loops',
  query: 'SELECT 1',
  shared: false,
  owner: 'arn:aws:iam::000000000042:user/ann@example.com',
  own: true,
  mayChange: true,
  createdAt: '2026-11-22T00:00:00Z',
  changedAt: '2026-11-22T00:00:00Z',
  changedBy: 'arn:aws:iam::000000000042:user/ann@example.com',
};

test('a saved query is unsaved from its first change until it is taken back', () => {
  expect(isUnsaved(undefined, 'SELECT 1')).toBe(false);
  expect(isUnsaved(saved, 'SELECT 1')).toBe(false);
  expect(isUnsaved(saved, 'SELECT 1 ')).toBe(true);
});

test('an owner is called by the user of the ARN', () => {
  expect(userOf(saved.owner)).toBe('ann@example.com');
});

test('a name has 1 to 128 characters, however wide', () => {
  expect(isName('  ')).toBe(false);
  expect(isName('😀'.repeat(128))).toBe(true);
  expect(isName('x'.repeat(129))).toBe(false);
});
