import { expect, test } from 'vitest';
import { type Outcome, rowsOf } from './rows.ts';

test('parts come right after what joins them, one step further in', () => {
  const outcomes: Outcome[] = [
    {
      place: 'Conditions[0]',
      operator: 'And',
      result: false,
      parts: [
        { place: 'Conditions[0].And[0]', conditionType: 'Sampling', result: true },
        { place: 'Conditions[0].And[1]', conditionType: 'Expression', result: false },
      ],
    },
    { place: 'Conditions[1]', conditionType: 'Sampling', result: true },
  ];
  expect(rowsOf(outcomes).map(({ depth, outcome }) => [depth, outcome.place])).toEqual([
    [0, 'Conditions[0]'],
    [1, 'Conditions[0].And[0]'],
    [1, 'Conditions[0].And[1]'],
    [0, 'Conditions[1]'],
  ]);
});
