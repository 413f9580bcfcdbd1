import { expect, test } from 'vitest';
import { addressesIn } from './addresses.ts';

test('addresses are read as people paste them', () => {
  expect(addressesIn(' \n')).toEqual([]);
  expect(addressesIn('ann@example.com\nbob@example.com\r\n')).toEqual(['ann@example.com', 'bob@example.com']);
  expect(addressesIn('Ann B <ann@example.com>; bob@example.com, "C, D" <c@example.com>')).toContain(
    'c@example.com',
  );
  expect(addressesIn('ann@example.com  bob@example.com')).toHaveLength(2);
});

test('each address stands once, in small letters', () => {
  expect(addressesIn('Ann@Example.com,ann@example.com')).toEqual(['ann@example.com']);
});
