import { Problem } from '../api/problem.ts';
import { texts } from './texts.ts';

/** sentenceOf says what went wrong, in words for the person at the page. */
export function sentenceOf(cause: unknown): string {
  if (cause instanceof Problem && cause.status === 0) return texts.notReached;
  if (cause instanceof Problem && cause.status === 403) return texts.notAllowed(cause.message);
  return cause instanceof Error ? cause.message : String(cause);
}
