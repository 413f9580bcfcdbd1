import { expect, test } from 'vitest';
import type { KeyPress } from '../crowd/page/messages.ts';
import { actionOf, shortcutsOf } from './keys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: `Key${key.toUpperCase()}`,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});
const altShift = { altKey: true, shiftKey: true };

test.each([
  ['jobs', press('s'), 'start'],
  ['jobs', press('S', { shiftKey: true }), 'start'],
  ['jobs', press('s', { ctrlKey: true }), undefined],
  ['jobs', press('?', { shiftKey: true }), 'shortcuts'],
  ['task', press('?', { shiftKey: true }), 'shortcuts'],
  ['task', press('s'), undefined],
  ['task', press('∏', { code: 'KeyP', ...altShift }), 'pause'],
  ['task', press('P', altShift), 'pause'],
  ['task', press('R', altShift), 'release'],
  ['task', press('D', altShift), 'decline'],
  ['task', press('J', altShift), 'jobs'],
  ['task', press('J', { altKey: true }), undefined],
  ['task', press('J', { ...altShift, ctrlKey: true }), undefined],
  ['jobs', press('P', altShift), undefined],
] as const)('in the view %s, %j asks for %s', (view, key, want) => {
  expect(actionOf(key, view)).toBe(want);
});

test('each view lists its keys and the list itself', () => {
  expect(shortcutsOf('jobs').map(({ keys }) => keys)).toEqual(['S', 'A', '?']);
  expect(shortcutsOf('task').at(-1)?.keys).toBe('?');
});
