import { expect, test } from 'vitest';
import { causeOf, type Job, stateOf } from './state.ts';

const job: Job = { id: 'a', kind: 'write-output', createdAt: '', dueAt: '', attempts: 1 };

test('a job is put aside, in line, failing or waiting, in this order', () => {
  const failed = { ...job, lastError: 'no' };
  expect(stateOf({ ...failed, deadAt: 'x', inLine: true })).toBe('dead');
  expect(stateOf({ ...failed, inLine: true })).toBe('line');
  expect(stateOf(failed)).toBe('failing');
  expect(stateOf(job)).toBe('waiting');
});

test('the cause is what an error ends with, after the steps that led to it', () => {
  expect(causeOf(job)).toBeUndefined();
  expect(causeOf({ ...job, lastError: 'the bucket is gone' })).toEqual({
    step: '',
    cause: 'the bucket is gone',
  });
  expect(causeOf({ ...job, lastError: 'write the output: put: disk full' })).toEqual({
    step: 'write the output: put',
    cause: 'disk full',
  });
});
