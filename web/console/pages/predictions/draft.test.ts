import { expect, test } from 'vitest';
import { bodyOf, first, forService, isReady } from './draft.ts';

test('Rekognition has no built-in source', () => {
  expect(forService(first, 'rekognition').kind).toBe('aws');
  expect(forService({ ...first, kind: 'http' }, 'rekognition').kind).toBe('http');
});

test('each kind needs its own', () => {
  expect(isReady(first)).toBe(true);
  expect(isReady({ ...first, kind: 'http' })).toBe(false);
  expect(isReady({ ...first, kind: 'http', address: 'http://model/' })).toBe(true);
  expect(isReady({ ...first, kind: 'aws', accessKeyId: 'AKIA' })).toBe(false);
  expect(isReady({ ...first, kind: 'aws', accessKeyId: 'AKIA', secret: 's' })).toBe(true);
});

test('what another kind has asked for is not sent', () => {
  const all = { ...first, address: ' judge ', accessKeyId: 'AKIA', awsRegion: 'eu-west-1', secret: 's' };
  expect(bodyOf(all)).toEqual({ kind: 'builtin' });
  expect(bodyOf({ ...all, kind: 'command' })).toEqual({ kind: 'command', address: 'judge' });
  expect(bodyOf({ ...all, kind: 'aws', address: '' })).toEqual({
    kind: 'aws',
    secret: 's',
    settings: { accessKeyId: 'AKIA', region: 'eu-west-1' },
  });
});
