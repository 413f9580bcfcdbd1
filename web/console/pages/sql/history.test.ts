import { expect, test } from 'vitest';
import { type Asked, withQuery } from './history.ts';

test('a query that is run again moves to the front', () => {
  const before = [
    { query: 'SELECT 1', at: 1 },
    { query: 'SELECT 2', at: 0 },
  ];
  expect(withQuery(before, { query: 'SELECT 2', at: 2 })).toEqual([
    { query: 'SELECT 2', at: 2 },
    { query: 'SELECT 1', at: 1 },
  ]);
});

test('fifty queries are kept', () => {
  let history: Asked[] = [];
  for (let n = 0; n < 60; n++) history = withQuery(history, { query: `SELECT ${n}`, at: n });
  expect(history).toHaveLength(50);
  expect(history[0]?.query).toBe('SELECT 59');
});
