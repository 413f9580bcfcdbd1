// Where a form hands its answer. The page decides at its start who that is;
// until then, and in a page opened by itself, nobody takes it.
import type { AnswerContent } from '../answer/answer.ts';

/** Outcome tells whether an answer was taken, or is only to be shown because no portal listens. */
export type Outcome = 'sent' | 'shown';

/** Refused is thrown when the answer was not taken; its message is for the worker. */
export class Refused extends Error {}

/** Send hands an answer over, and throws Refused. */
export type Send = (answer: AnswerContent) => Promise<Outcome>;

let current: Send = async () => 'shown';

/** sendWith sets who takes the answers of this page. */
export function sendWith(send: Send): void {
  current = send;
}

/** sendAnswer hands over one answer. */
export function sendAnswer(answer: AnswerContent): Promise<Outcome> {
  return current(answer);
}
