import type { Output } from '../../../api/console.ts';

/** Trial is what conditions come to for an input. */
export type Trial = Output<'/api/v1/flow-definitions/{name}/conditions/test', 'post'>;

/** Outcome is how one condition turned out. */
export type Outcome = Trial['conditions'][number];

/** OutcomeRow is an outcome in a table: parts stand below their And, Or or Not. */
export interface OutcomeRow {
  depth: number;
  outcome: Outcome;
}

/** rowsOf puts conditions and their parts in the order in which people read them. */
export function rowsOf(outcomes: Outcome[], depth = 0): OutcomeRow[] {
  return outcomes.flatMap((outcome) => [{ depth, outcome }, ...rowsOf(outcome.parts ?? [], depth + 1)]);
}
