import { Refusal } from '../api/aws.ts';
import { Problem } from '../api/problem.ts';
import { texts } from './texts.ts';

/** sentenceOf says what went wrong, in words for the person at the page. */
export function sentenceOf(cause: unknown): string {
  if (cause instanceof Refusal) return cause.status === 403 ? texts.notAllowed(cause.message) : cause.message;
  if (cause instanceof Problem) return cause.status === 0 ? texts.notReached : cause.message;
  return cause instanceof Error ? cause.message : String(cause);
}
