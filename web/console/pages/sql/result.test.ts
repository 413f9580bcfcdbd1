import { expect, test } from 'vitest';
import { csvOf, lineOf, numberOf, offsetOf } from './result.ts';

test('numbers and moments are read as a chart wants them', () => {
  expect(numberOf('12.5', 'double precision')).toBe(12.5);
  expect(numberOf('2026-11-22 06:51:28', 'timestamp without time zone')).toBe(1795330288);
  expect(numberOf('2026-11-22 06:51:28.5+00', 'timestamp with time zone')).toBe(1795330288.5);
  expect(numberOf('2026-11-22', 'date')).toBe(1795305600);
  expect(numberOf(null, 'bigint')).toBeNull();
  expect(numberOf('NaN', 'double precision')).toBeNull();
  expect(numberOf('infinity', 'timestamp without time zone')).toBeNull();
});

test('a CSV file quotes what must be quoted and tells NULL from an empty text', () => {
  const columns = [
    { name: 'a', type: 'text' },
    { name: 'b,c', type: 'text' },
  ];
  expect(
    csvOf(columns, [
      ['x', null],
      ['', 'say "no"'],
      ['1\n2', 'y'],
    ]),
  ).toBe('a,"b,c"\r\nx,\r\n"","say ""no"""\r\n"1\n2",y\r\n');
});

test('a position in characters becomes an offset, past characters of two units and past EXPLAIN', () => {
  expect(offsetOf("SELECT '😀', x", 13)).toBe(13);
  expect(offsetOf('SELECT x', 16, 8)).toBe(7);
  expect(offsetOf('SELECT x', 3, 8)).toBe(0);
});

test('an offset has a line and a column', () => {
  expect(lineOf('SELECT 1\nFROM nowhere', 14)).toEqual([2, 6]);
  expect(lineOf('SELECT', 0)).toEqual([1, 1]);
});
