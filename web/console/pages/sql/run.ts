import type { ConsoleApi } from '../../../api/console.ts';
import { Problem } from '../../../api/problem.ts';
import type { Column, Row } from './result.ts';

/** Result is what a query gave. */
export interface Result {
  columns: Column[];
  rows: Row[];
  truncated: boolean;
  /** took is the time from asking to the last row, in milliseconds. */
  took: number;
  /** cutShort is why the rows end before the last one. */
  cutShort?: string | undefined;
}

/** Mistake is why a query was refused. */
export interface Mistake {
  detail: string;
  hint?: string | undefined;
  /** position is the character of the query that it is about, from 1. */
  position?: number | undefined;
}

/** run asks an account a query for at most so many rows. Values come as psql shows them, so none is rounded. */
export async function run(
  api: ConsoleApi,
  account: string,
  query: string,
  rowLimit: number,
  signal?: AbortSignal,
): Promise<Result> {
  const began = performance.now();
  const body = { query, rowLimit, values: 'text' as const };
  const answer = await api.post('/api/v1/sql', { query: { account }, body }, signal);
  return {
    columns: answer.columns,
    rows: answer.rows as Row[],
    truncated: answer.truncated,
    took: performance.now() - began,
    cutShort: answer.error?.detail,
  };
}

/** mistakeOf reads the refusal of a query; undefined when something else went wrong. */
export function mistakeOf(cause: unknown): Mistake | undefined {
  if (!(cause instanceof Problem) || !('sqlState' in cause.body)) return undefined;
  const { detail, hint, position } = cause.body as unknown as Mistake;
  return { detail, hint, position };
}
