import { expect, test } from 'vitest';
import { type Advice, curveOf, isPath, shareOf } from './question.ts';

test('percentages are read as shares', () => {
  expect(shareOf('2')).toBe(0.02);
  expect(shareOf(' 0,1 %')).toBe(0.001);
  for (const text of ['', '0', '100', '-1', 'x']) expect(shareOf(text)).toBeUndefined();
});

test('paths begin with input or answer', () => {
  for (const path of ['input.confidence', 'answer["a b"].c', 'answer']) expect(isPath(path)).toBe(true);
  for (const path of ['', 'inputs.x', 'confidence']) expect(isPath(path)).toBe(false);
});

test('the curve is in percent, with the risk that was asked for beside it', () => {
  const advice = {
    risk: 0.02,
    judged: 200,
    wrong: 3,
    curve: [{ threshold: 0.9, coverage: 0.5, risk: 0.01, upper: 0.03 }],
  } as Advice;
  const figure = curveOf(advice);
  expect(figure.x.values).toEqual([50]);
  expect(figure.series.map(({ values }) => values[0])).toEqual([1, 3, 2]);
  expect(figure.description).toContain('200');
});
