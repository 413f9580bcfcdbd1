// The ways out of a task besides answering it.
import type { Assignment, WorkerApi } from '../../api/worker.ts';
import { leftOf } from '../clock.ts';
import type { Question } from '../dialogs/confirm.ts';
import { spanText, texts } from '../texts.ts';

/** WayOut is what is asked first, what is called then, and what is said after it. */
interface WayOut {
  /** question is asked first; without one nothing is. */
  question?: Question;
  /** keeps is true when what is filled in is saved first. */
  keeps: boolean;
  call(api: WorkerApi, id: string, reason: string): Promise<Assignment>;
  /** said tells what became of the assignment, at a time of the server's. */
  said(after: Assignment, now: number): string;
}

/** waysOut are pausing a task, giving it back, and giving it back for good. */
export const waysOut: Record<'pause' | 'release' | 'decline', WayOut> = {
  pause: {
    keeps: true,
    call: (api, id) => api.pause(id),
    said: ({ expiresAt }, now) => texts.pausedUntil(spanText(leftOf(expiresAt, now))),
  },
  release: {
    question: { title: texts.releaseTitle, lead: texts.releaseLead, yes: texts.release },
    keeps: false,
    call: (api, id) => api.release(id),
    said: () => texts.released,
  },
  decline: {
    question: {
      title: texts.declineTitle,
      lead: texts.declineLead,
      yes: texts.decline,
      reason: { title: texts.declineReason, reasons: texts.declineReasons },
    },
    keeps: false,
    call: (api, id, reason) => api.decline(id, reason),
    said: () => texts.declined,
  },
};
