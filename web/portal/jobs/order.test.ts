import { expect, test } from 'vitest';
import type { Assignment, Job } from '../../api/worker.ts';
import { dueFirst, type Order, ordered, orderOf } from './order.ts';

const job = (jobId: string, waiting: number, taskTimeLimitInSeconds: number, oldestCreationTime?: string) =>
  ({ jobId, waiting, taskTimeLimitInSeconds, oldestCreationTime }) as Job;

const jobs = [
  job('a', 0, 60, '2026-01-01T00:00:00Z'),
  job('b', 2, 600, '2026-01-03T00:00:00Z'),
  job('c', 7, 60, '2026-01-02T00:00:00.5Z'),
  job('d', 0, 30),
];

test.each<[Order, string]>([
  ['given', 'abcd'],
  ['oldest', 'cbad'],
  ['most', 'cbad'],
  ['shortest', 'dacb'],
])('%s', (order, want) => {
  expect(
    ordered(jobs, order)
      .map(({ jobId }) => jobId)
      .join(''),
  ).toBe(want);
});

test('what is no order is the given one', () => {
  expect([undefined, 'toString', 7, 'most'].map(orderOf)).toEqual(['given', 'given', 'given', 'most']);
});

test('held tasks come by their end, whatever its fractions', () => {
  const held = ['2026-01-01T00:00:01Z', '2026-01-01T00:00:00.25Z'].map(
    (expiresAt) => ({ expiresAt }) as Assignment,
  );
  expect(dueFirst(held)).toEqual([held[1], held[0]]);
});
