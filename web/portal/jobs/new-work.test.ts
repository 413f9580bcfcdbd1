import { expect, test } from 'vitest';
import type { Job } from '../../api/worker.ts';
import { newWork } from './new-work.ts';

const jobs = (counts: Record<string, number>) =>
  Object.entries(counts).map(([jobId, waiting]) => ({ jobId, waiting }) as Job);

test.each([
  [{}, { a: 2 }, 2],
  [{ a: 2 }, { a: 5, b: 1 }, 4],
  [{ a: 2, b: 3 }, { a: 1, b: 3 }, 0],
  [{ a: 2, b: 3 }, { b: 4 }, 1],
])('%j, then %j: %d new', (before, now, want) => {
  expect(newWork(jobs(before), jobs(now))).toBe(want);
});
