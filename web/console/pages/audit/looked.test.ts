import { expect, test } from 'vitest';
import { nothing, queryOf } from './looked.ts';

const now = new Date('2026-02-03T12:00:42Z');

test('what is empty is not asked for', () => {
  expect(queryOf(nothing, now)).toEqual({});
  expect(queryOf({ ...nothing, who: ' ann@example.com ', outcome: 'Refused' }, now)).toEqual({
    who: 'ann@example.com',
    outcome: 'Refused',
  });
});

test('a span becomes a time', () => {
  expect(queryOf({ ...nothing, seconds: '3600' }, now)).toEqual({ from: '2026-02-03T11:00:42.000Z' });
});
