import type { Output } from '../../../api/console.ts';

/** Job is work that follows a change and is not done. */
export type Job = Output<'/api/v1/saved-jobs', 'get'>['jobs'][number];

/** State is how far a job has come. */
export type State = 'dead' | 'failing' | 'line' | 'waiting';

/** stateOf tells how far a job has come. */
export function stateOf(job: Job): State {
  if (job.deadAt) return 'dead';
  if (job.inLine) return 'line';
  return job.lastError ? 'failing' : 'waiting';
}

/** causeOf is why a job failed, in its last words: errors name their steps from the outside in. */
export function causeOf(job: Job): { step: string; cause: string } | undefined {
  if (!job.lastError) return undefined;
  const parts = job.lastError.split(': ');
  const cause = parts.pop() ?? '';
  return { step: parts.join(': '), cause };
}
