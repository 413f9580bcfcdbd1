import { expect, it } from 'vitest';
import { Questions } from './questions.ts';

it('lets the answer to the latest question count alone', () => {
  const questions = new Questions();
  const first = questions.ask();
  const second = questions.ask();
  expect(questions.counts(first)).toBe(false);
  expect(questions.waiting).toBe(true);
  expect(questions.counts(second)).toBe(true);
  expect(questions.waiting).toBe(false);
});

it('waits for no answer that was dropped', () => {
  const questions = new Questions();
  const asked = questions.ask();
  expect(questions.waiting).toBe(true);
  questions.drop();
  expect(questions.waiting).toBe(false);
  expect(questions.counts(asked)).toBe(false);
  expect(questions.waiting).toBe(false);
});
