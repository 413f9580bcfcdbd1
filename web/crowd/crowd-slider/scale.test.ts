import { expect, test } from 'vitest';
import { fraction, numberOr, snap } from './scale.ts';

test.each([
  [3.4, 0, 10, 1, 3],
  [3.5, 0, 10, 1, 4],
  [-5, 0, 10, 1, 0],
  [50, 0, 10, 1, 10],
  [0.3, 0, 1, 0.1, 0.3],
  [0.35, 0, 1, 0.05, 0.35],
  [0.30000000000000004, 0, 1, 0.1, 0.3],
  [10, 0, 10, 3, 9],
  [7.25, 0, 10, 0, 7.25],
  [7.25, 0, 10, -1, 7.25],
  [0.00000012, 0, 1, 1e-7, 1e-7],
  [5, 7, 3, 1, 7],
  [2.6, 0.5, 3, 1, 2.5],
  [-7, -10, -5, 2, -6],
])('%d on %d to %d by %d is %d', (value, min, max, step, want) => {
  expect(snap(value, { min, max, step })).toBe(want);
});

test.each([
  ['7', 7],
  [7.5, 7.5],
  ['', 1],
  [null, 1],
  [undefined, 1],
  ['many', 1],
  ['Infinity', 1],
])('%j as a number, else 1, is %d', (given, want) => {
  expect(numberOr(given, 1)).toBe(want);
});

test.each([
  [5, 0, 10, 0.5],
  [-1, 0, 10, 0],
  [11, 0, 10, 1],
  [3, 3, 3, 0],
])('%d on %d to %d is %d of the way', (value, min, max, want) => {
  expect(fraction(value, { min, max, step: 1 })).toBe(want);
});
