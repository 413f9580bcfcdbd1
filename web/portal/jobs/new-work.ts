import type { Job } from '../../api/worker.ts';

/** newWork counts the tasks that wait now and did not when the list was loaded before. */
export function newWork(before: Job[], now: Job[]): number {
  const waited = new Map(before.map(({ jobId, waiting }) => [jobId, waiting]));
  return now.reduce((sum, { jobId, waiting }) => sum + Math.max(0, waiting - (waited.get(jobId) ?? 0)), 0);
}
