import { expect, test } from 'vitest';
import { blank, faultOf, faultOfAll, fine } from './policies.ts';

const managed = { name: 'FullAccess' };

test('a policy of ours has no document to be wrong', () => {
  expect(faultOf(managed)).toEqual({});
  expect(fine([managed, blank])).toBe(true);
});

test('a document is JSON with a version and statements', () => {
  expect(faultOf(blank)).toEqual({});
  expect(faultOf({ ...blank, document: '{' }).document).toContain('not JSON');
  expect(faultOf({ ...blank, document: '{}' }).document).toContain('Statement');
  expect(faultOf({ ...blank, document: '' }).document).toContain('not JSON');
  expect(faultOf({ ...blank, name: 'a b' }).name).toBeDefined();
  expect(fine([{ ...blank, document: '[]' }])).toBe(false);
});

test('a key has policies, and each name once', () => {
  expect(faultOfAll([])).toBeDefined();
  expect(faultOfAll([managed, { ...managed }])).toContain('FullAccess');
});
