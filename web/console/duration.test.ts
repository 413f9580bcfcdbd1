import { expect, it } from 'vitest';
import { durationOf } from './duration.ts';

it.each([
  [undefined, '–'],
  [0.25, '250 ms'],
  [59.6, '1 min'],
  [3600, '1 h'],
  [5400, '1 h 30 min'],
  [90_061, '1 d 1 h'],
])('%s seconds are %s', (seconds, want) => {
  expect(durationOf(seconds)).toBe(want);
});
