import { expect, test } from 'vitest';
import { type Figure, format, inOrder } from './figure.ts';

const figure: Figure = {
  title: 'Loops',
  description: '',
  kind: 'line',
  x: { label: 'Hour', kind: 'number', values: [3, 1, 2] },
  series: [{ label: 'Loops', values: [30, null, 20] }],
};

test('points are drawn from left to right, each with its own values', () => {
  const sorted = inOrder(figure);
  expect(sorted.x.values).toEqual([1, 2, 3]);
  expect(sorted.series[0]?.values).toEqual([null, 20, 30]);
});

test('names keep their order', () => {
  const named: Figure = { ...figure, x: { label: 'Worker', kind: 'name', values: ['b', 'a'] } };
  expect(inOrder(named)).toBe(named);
});

test('what is not there is a dash', () => {
  expect(format(null, 'number')).toBe('–');
  expect(format(0.123456789, 'number')).toMatch(/^0[.,]123457$/);
});
