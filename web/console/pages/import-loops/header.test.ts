import { expect, it } from 'vitest';
import { columnsOf } from './header.ts';

it('finds the columns of CSV, with the delimiter that is given or shown', () => {
  expect(columnsOf('\uFEFFid,photo\r\n1,"a,b"\r\n', 'csv', '')).toEqual(['id', 'photo']);
  expect(columnsOf('id;"a;b";"say ""hi"""\n', 'csv', '')).toEqual(['id', 'a;b', 'say "hi"']);
  expect(columnsOf('id;a,b,c', 'csv', ';')).toEqual(['id', 'a,b,c']);
  expect(columnsOf('id\tid\t\n', 'csv', '')).toEqual(['id']);
  expect(columnsOf('', 'csv', '')).toEqual([]);
});

it('finds the members of the first JSON line', () => {
  expect(columnsOf('{"id": "1", "input": {}}\n{"other": 1}', 'jsonl', '')).toEqual(['id', 'input']);
  expect(columnsOf('[1]\n', 'jsonl', '')).toEqual([]);
  expect(columnsOf('{"cut', 'jsonl', '')).toEqual([]);
});
