import { expect, test } from 'vitest';
import { clockText, leftOf, offsetOf, warningOf } from './clock.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');

test.each([
  ['the same time', noon, 0],
  ['a second apart is the header’s coarseness', noon - 1200, 0],
  ['a minute behind', noon - 60_000, 60_500],
  ['an hour ahead', noon + 3_600_000, -3_599_500],
])('this machine is at %s', (_, mine, want) => {
  expect(offsetOf('Sat, 21 Nov 2026 12:00:00 GMT', mine, mine)).toBe(want);
});

test('an answer without a date teaches nothing', () => {
  expect(offsetOf(null, 0, 0)).toBeUndefined();
  expect(offsetOf('yesterday', 0, 0)).toBeUndefined();
});

test.each([
  ['2026-11-21T12:01:00.000Z', 60],
  ['2026-11-21T12:00:00.001Z', 1],
  ['2026-11-21T12:00:00.000Z', 0],
  ['2026-11-21T11:00:00.000Z', 0],
])('until %s there are %d seconds', (time, want) => {
  expect(leftOf(time, noon)).toBe(want);
});

test.each([
  [60, 30],
  [900, 90],
  [3600, 300],
  [28_800, 300],
])('a task of %d seconds warns %d before its end', (limit, want) => {
  expect(warningOf(limit)).toBe(want);
});

test.each([
  [0, '0:00'],
  [65, '1:05'],
  [3599, '59:59'],
  [3600, '1:00:00'],
  [183_600, '2 d 3:00:00'],
  [86_400, '1 d 0:00:00'],
])('%d seconds read %s', (seconds, want) => {
  expect(clockText(seconds)).toBe(want);
});
