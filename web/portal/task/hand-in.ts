// Handing an answer in, so that nothing that a worker has done is lost on the way.
import { Problem } from '../../api/problem.ts';
import type { Assignment, Filled } from '../../api/worker.ts';
import { spareDraft } from '../tab-memory.ts';
import { texts } from '../texts.ts';
import { type Desk, sentenceOf } from '../view.ts';
import { endingOfProblem } from './endings.ts';

/** HandedIn is an answer that was taken, perhaps with the next task, or what the worker is told of why not. */
export type HandedIn = { next?: Assignment } | { refused: string; gone: boolean };

/** handIn submits an answer. Where the server cannot be reached, the browser keeps it and sends it later. */
export async function handIn(desk: Desk, id: string, filled: Filled, acceptNext: boolean): Promise<HandedIn> {
  const spare = spareDraft(id);
  spare.keep(filled.draft);
  try {
    const { next } = await desk.api.submit(id, filled, acceptNext);
    spare.drop();
    return next ? { next } : {};
  } catch (cause) {
    const away = cause instanceof Problem && cause.status === 0;
    const kept = away && (await desk.keepAnswer(id, filled));
    return {
      refused: kept ? texts.keptOffline : sentenceOf(cause),
      gone: endingOfProblem(cause) !== undefined,
    };
  }
}
