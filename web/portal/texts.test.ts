import { expect, test } from 'vitest';
import { limitText, spanText, texts } from './texts.ts';

test.each([
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [3599, '59 minutes'],
  [3600, '1 hour'],
  [86_400, '1 day'],
  [200_000, '2 days'],
])('%d seconds are %s', (seconds, want) => {
  expect(spanText(seconds)).toBe(want);
});

test('counts end where the server stops counting', () => {
  expect([texts.waiting(100), texts.waiting(101)]).toEqual(['100 waiting', '100+ waiting']);
});

test.each([
  [30, '30 seconds'],
  [900, '15 minutes'],
  [5400, '1 hour 30 minutes'],
  [90_061, '1 day 1 hour 1 minute 1 second'],
])('a limit of %d seconds is %s', (seconds, want) => {
  expect(limitText(seconds)).toBe(want);
});
