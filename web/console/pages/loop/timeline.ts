import type { Output } from '../../../api/console.ts';
import { durationOf } from '../../duration.ts';
import { texts } from './texts.ts';

/** Review is all that the API tells of a human loop. */
export type Review = Output<'/api/v1/human-loops/{name}/review', 'get'>;

/** Happening is one line of the timeline. */
export interface Happening {
  at: string;
  what: string;
  who: string;
  detail: string;
}

/** timelineOf tells what happened to a loop, in order. */
export function timelineOf(review: Review): Happening[] {
  const happened: Happening[] = [
    {
      at: review.creationTime,
      what: texts.events.started,
      who: review.carried ? '' : review.createdBy,
      detail: '',
    },
  ];
  for (const work of review.work) {
    const who = `${work.workerName} (${work.workerEmail})`;
    happened.push({ at: work.acceptanceTime, what: texts.events.Accepted, who, detail: '' });
    if (work.endTime) {
      const detail =
        work.reason ?? (work.status === 'Submitted' ? texts.spent(durationOf(work.timeSpentInSeconds)) : '');
      happened.push({ at: work.endTime, what: texts.events[work.status], who, detail });
    }
    for (const { correctionTime: at } of work.replaced ?? [])
      happened.push({ at, what: texts.events.corrected, who, detail: '' });
  }
  if (review.endTime) {
    happened.push({
      at: review.endTime,
      what: review.carried ? texts.events.carried : texts.events.ended(review.humanLoopStatus),
      who: review.carried ? review.createdBy : '',
      detail: review.failureReason ?? '',
    });
  }
  return happened.sort((a, b) => a.at.localeCompare(b.at));
}
