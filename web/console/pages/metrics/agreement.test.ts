import { expect, test } from 'vitest';
import { agreementOf, type Given } from './agreement.ts';

const loops = (...units: string[]): Given[] =>
  units.flatMap((unit, loop) =>
    [...unit].map((value, worker) => ({ loop: String(loop), worker: String(worker), value })),
  );

test('one answer to a loop agrees with nobody', () => {
  expect(agreementOf(loops('a', 'b'))).toBeUndefined();
});

test('all the same is 100 percent, and chance explains it', () => {
  expect(agreementOf(loops('aa', 'aaa'))).toEqual({ loops: 2, pairs: 4, percent: 1, alpha: undefined });
});

test('agreement on several names is perfect', () => {
  expect(agreementOf(loops('aa', 'bb'))?.alpha).toBe(1);
});

// Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section A: two
// observers, ten units, names 0 and 1.
test('binary data of two observers', () => {
  const first = '0100000000';
  const second = '1110010010';
  const units = [...first].map((value, at) => value + second[at]);
  expect(agreementOf(loops(...units))?.alpha).toBeCloseTo(0.095, 3);
});

// The same paper, section C: four observers, twelve units, some without an answer.
test('four observers with missing answers', () => {
  const units = ['111', '2232', '3333', '3333', '2222', '1234', '4444', '1121', '2222', '555', '11', '3'];
  const agreement = agreementOf(loops(...units));
  expect(agreement?.loops).toBe(11);
  expect(agreement?.alpha).toBeCloseTo(0.743, 3);
});
