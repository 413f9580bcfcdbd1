import { expect, test } from 'vitest';
import { Problem } from '../../api/problem.ts';
import { texts } from '../texts.ts';
import { type Ending, endingOf, endingOfProblem, noticeOf } from './endings.ts';

test.each([
  ['Accepted', undefined],
  ['Paused', undefined],
  ['Expired', 'The time for this task is over'],
  ['Withdrawn', 'This task is no longer needed'],
  ['Submitted', 'This task is finished'],
  ['Released', 'This task is finished'],
  ['Declined', 'This task is finished'],
] as const)('%s ends with %s', (status, want) => {
  expect(endingOf(status)?.title).toBe(want);
});

test.each([
  [404, true],
  [409, true],
  [410, true],
  [0, false],
  [500, false],
  [422, false],
])('a problem with status %d ends the task: %s', (status, want) => {
  expect(endingOfProblem(new Problem(status, '')) !== undefined).toBe(want);
});

const expired = endingOf('Expired') as Ending;

test('what was typed is spoken of only where it is shown', () => {
  expect(noticeOf(expired, true, true).lead).toContain(texts.keptLead);
  expect(noticeOf(expired, true, false).lead).not.toContain(texts.keptLead);
});

test('a known task offers the next one, one that cannot be shown its release', () => {
  expect(noticeOf(expired, true, true).steps).toEqual(['next', 'leave']);
  expect(noticeOf(expired, false, false).steps).toEqual(['leave']);
  expect(noticeOf({ ...expired, releases: true }, true, true).steps).toEqual(['next', 'release', 'leave']);
});
