import { expect, test } from 'vitest';
import { texts } from './texts.ts';
import { type Review, timelineOf } from './timeline.ts';

test('what happened stands in its order, with the answers that were corrected', () => {
  const review = {
    creationTime: '2026-02-03T09:00:00Z',
    createdBy: 'ines',
    humanLoopStatus: 'Completed',
    endTime: '2026-02-03T09:05:00Z',
    work: [
      {
        workerName: 'Ann',
        workerEmail: 'ann@example.com',
        status: 'Submitted',
        acceptanceTime: '2026-02-03T09:01:00Z',
        endTime: '2026-02-03T09:02:00Z',
        timeSpentInSeconds: 60,
        replaced: [{ answerContent: { n: 1 }, correctionTime: '2026-02-03T09:04:00Z' }],
      },
      {
        workerName: 'Bob',
        workerEmail: 'bob@example.com',
        status: 'Declined',
        reason: 'blurred',
        acceptanceTime: '2026-02-03T09:03:00Z',
        endTime: '2026-02-03T09:03:30Z',
        timeSpentInSeconds: 0,
      },
    ],
  } as Review;
  const { events } = texts;
  expect(timelineOf(review).map(({ what, who, detail }) => [what, who.split(' ')[0], detail])).toEqual([
    [events.started, 'ines', ''],
    [events.Accepted, 'Ann', ''],
    [events.Submitted, 'Ann', 'after 1 min'],
    [events.Accepted, 'Bob', ''],
    [events.Declined, 'Bob', 'blurred'],
    [events.corrected, 'Ann', ''],
    [events.ended('Completed'), '', ''],
  ]);
});

test('of a loop that was carried here there is no more than that', () => {
  const review = {
    creationTime: '2026-02-03T09:00:00Z',
    createdBy: 'ines',
    carried: true,
    humanLoopStatus: 'Failed',
    failureReason: 'Expired',
    endTime: '2026-03-01T09:05:00Z',
    work: [] as Review['work'],
  } as Review;
  expect(timelineOf(review).map(({ what, who, detail }) => [what, who, detail])).toEqual([
    [texts.events.started, '', ''],
    [texts.events.carried, 'ines', 'Expired'],
  ]);
});
