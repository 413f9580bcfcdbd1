import { expect, test } from 'vitest';
import { readLabels } from './labels.ts';

test('names that are not given are the label, other keys mean nothing', () => {
  const given = [{ label: 'person', shortDisplayName: 'PER', fullDisplayName: '', colour: 1 }, 'city'];
  expect(readLabels(given)).toEqual({
    labels: [
      { label: 'person', full: 'person', short: 'PER' },
      { label: 'city', full: 'city', short: 'city' },
    ],
  });
});

test.each([
  [undefined, [], undefined],
  [null, [], undefined],
  [{ label: 'x' }, [], 'a list is needed, such as [{"label": "city"}]'],
  [['a', 7, null, { label: '' }], [{ label: 'a', full: 'a', short: 'a' }], 'each label needs a name'],
])('of %j', (given, labels, error) => {
  expect(readLabels(given)).toEqual(error === undefined ? { labels } : { labels, error });
});
