import { expect, test } from 'vitest';
import { dayOf, whenText } from './when.ts';

const now = new Date(2026, 1, 3, 15, 30).getTime();

test('a day begins at midnight, where one is', () => {
  expect(dayOf(now)).toEqual(new Date(2026, 1, 3));
});

test('of today only the hour is written', () => {
  expect(whenText(new Date(2026, 1, 3, 9, 5).toISOString(), now)).toMatch(/^9:05\sAM$/);
  expect(whenText(new Date(2026, 1, 2, 9, 5).toISOString(), now)).toContain('Feb 2, 2026');
});
