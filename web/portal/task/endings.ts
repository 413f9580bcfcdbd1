// What a worker is told when a task is no longer theirs.
import { Problem } from '../../api/problem.ts';
import type { Status } from '../../api/worker.ts';
import { texts } from '../texts.ts';
import type { Notice, Step } from './panel.ts';

/** Ending is why there is nothing to do here any more. */
export interface Ending {
  title: string;
  lead: string;
  /** keeps is true when the page stays in sight, with what was typed. */
  keeps: boolean;
  /** releases is true when the task is still held and can only be given back. */
  releases?: boolean;
}

const endings: Record<'expired' | 'withdrawn' | 'finished' | 'missing', Ending> = {
  expired: { title: texts.expiredTitle, lead: texts.expiredLead, keeps: true },
  withdrawn: { title: texts.withdrawnTitle, lead: texts.withdrawnLead, keeps: true },
  finished: { title: texts.finishedTitle, lead: texts.finishedLead, keeps: true },
  missing: { title: texts.missingTitle, lead: texts.missingLead, keeps: true },
};

/** endingOf gives the ending of a status, undefined while the task is held. */
export function endingOf(status: Status): Ending | undefined {
  if (status === 'Accepted' || status === 'Paused') return undefined;
  if (status === 'Expired') return endings.expired;
  return status === 'Withdrawn' ? endings.withdrawn : endings.finished;
}

/** endingOfProblem gives the ending that a refusal means, undefined for a failure that can pass. */
export function endingOfProblem(cause: unknown): Ending | undefined {
  return cause instanceof Problem && cause.isGone ? endings.missing : undefined;
}

/** noticeOf tells of an ending: whether the task is known, so that its job has a next one, and whether its page is shown. */
export function noticeOf(ending: Ending, known: boolean, shown: boolean): Notice {
  const lead = ending.keeps && shown ? `${ending.lead} ${texts.keptLead}` : ending.lead;
  const steps: Step[] = known ? ['next'] : [];
  if (ending.releases) steps.push('release');
  return { title: ending.title, lead, steps: [...steps, 'leave'] };
}
