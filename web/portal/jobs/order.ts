// The order of the lists.
import type { Assignment, Job } from '../../api/worker.ts';

/** Order is how the worker wants jobs sorted; "given" is as the server lists them. */
export type Order = 'given' | 'oldest' | 'most' | 'shortest';

/** place gives a number by which jobs are sorted, the smallest first. */
const place: Record<Order, (job: Job) => number> = {
  given: () => 0,
  oldest: ({ waiting, oldestCreationTime }) =>
    waiting === 0 || !oldestCreationTime ? Number.POSITIVE_INFINITY : Date.parse(oldestCreationTime),
  most: ({ waiting }) => -waiting,
  shortest: ({ taskTimeLimitInSeconds }) => taskTimeLimitInSeconds,
};

/** orderOf reads an order that was kept; "given" when it is none. */
export function orderOf(kept: unknown): Order {
  return typeof kept === 'string' && Object.hasOwn(place, kept) ? (kept as Order) : 'given';
}

/** ordered sorts jobs; equal ones stay as they are. */
export function ordered(jobs: Job[], order: Order): Job[] {
  const first = place[order];
  // Not by subtraction: two jobs without anything waiting are equal, and both infinite.
  return jobs.toSorted((a, b) => (first(a) === first(b) ? 0 : first(a) < first(b) ? -1 : 1));
}

/** dueFirst sorts assignments by when they go back to the others. */
export function dueFirst(held: Assignment[]): Assignment[] {
  return held.toSorted((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt));
}
