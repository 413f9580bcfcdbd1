import { expect, test } from 'vitest';
import { moved, orderOf, type Ranks, withRank } from './ranking.ts';

const no = undefined;

test.each<[Ranks, number, number | undefined, boolean, Ranks]>([
  [[no, no, no], 1, 1, false, [no, 1, no]],
  [[1, 2, 3], 0, 3, false, [3, 2, 1]],
  [[1, no, no], 1, 1, false, [no, 1, no]],
  [[1, 2, 3], 0, 2, true, [2, 2, 3]],
  [[1, 2, 3], 0, no, false, [no, 2, 3]],
])('of %j response %d with rank %j, ties %s: %j', (ranks, response, rank, ties, want) => {
  expect(withRank(ranks, response, rank, ties)).toEqual(want);
});

test.each<[Ranks, number[]]>([
  [
    [3, 1, 2],
    [1, 2, 0],
  ],
  [
    [no, 1, no],
    [1, 0, 2],
  ],
  [
    [2, 2, 1],
    [2, 0, 1],
  ],
  [[], []],
])('%j stand in the order %j', (ranks, want) => {
  expect(orderOf(ranks)).toEqual(want);
});

test.each<[Ranks, number, number, Ranks]>([
  [[no, no, no], 2, 0, [2, 3, 1]],
  [[1, 2, 3], 0, 2, [3, 1, 2]],
  [[1, 2, 3], 0, 99, [3, 1, 2]],
  [[1, 2, 3], 2, -1, [2, 3, 1]],
])('%j with %d moved to %d are %j', (ranks, response, to, want) => {
  expect(moved(ranks, response, to)).toEqual(want);
});
