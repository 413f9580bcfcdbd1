import { expect, test } from 'vitest';
import { bodyOf, complete, empty, patternFault } from './kinds.ts';

const account = '000000000000';
const webhook = { ...empty, name: ' orders ', address: 'https://example.com/' };

test('a webhook needs a name and an address, and gets its secret made', () => {
  expect(complete(empty)).toBe(false);
  expect(complete(webhook)).toBe(true);
  expect(bodyOf({ ...webhook, secret: 'left from another kind', subject: 'x' }, account)).toEqual({
    name: 'orders',
    kind: 'webhook',
    account,
    address: 'https://example.com/',
  });
});

test('each kind sends its own settings', () => {
  const mail = {
    ...webhook,
    kind: 'smtp' as const,
    from: 'a@example.com',
    to: 'b@example.com, c@example.com',
  };
  expect(complete({ ...mail, from: '' })).toBe(false);
  expect(bodyOf({ ...mail, team: true, secret: 's' }, account)).toMatchObject({
    secret: 's',
    settings: { from: 'a@example.com', to: ['b@example.com', 'c@example.com'], team: true },
  });
  const queue = { ...webhook, kind: 'sqs' as const, accessKeyId: 'AKIA', settingsRegion: 'eu-west-1' };
  expect(bodyOf(queue, account)).toMatchObject({ settings: { accessKeyId: 'AKIA', region: 'eu-west-1' } });
});

test('a pattern is an object in JSON, or nothing', () => {
  expect(patternFault('')).toBe(false);
  expect(patternFault('{"detail": {}}')).toBe(false);
  expect(patternFault('{')).toBe(true);
  expect(patternFault('[]')).toBe(true);
  expect(complete({ ...webhook, pattern: '[' })).toBe(false);
});
