// Searching the list of jobs.
import type { Job } from '../../api/worker.ts';

/** found gives the jobs that have all words, in any case and order, in what is shown of them. */
export function found(jobs: Job[], sought: string): Job[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  return jobs.filter((job) => {
    const text = [
      job.taskTitle,
      job.taskDescription,
      job.flowDefinitionName,
      job.workteamName,
      ...job.taskKeywords,
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
