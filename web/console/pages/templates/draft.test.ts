import { expect, test } from 'vitest';
import { blank, checked, isJson, keepDraft, readDraft, touched } from './draft.ts';

const place = { account: '123456789012', region: 'us-east-1' };

function store(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}

test.each([
  ['a', true],
  ['a--b-9', true],
  ['a'.repeat(63), true],
  ['', false],
  ['A', false],
  ['-a', false],
  ['a-', false],
  ['a'.repeat(64), false],
])('the name %s is taken: %s', (name, good) => {
  expect(checked({ ...blank, name }).name === undefined).toBe(good);
});

test('an empty template is a problem', () => {
  expect(checked({ ...blank, name: 'a', content: ' \n' })).toHaveProperty('content');
  expect(checked({ ...blank, name: 'a' })).toEqual({});
});

test('a draft is kept for its place until it is forgotten', () => {
  const browser = store();
  const draft = { name: 'n', content: 'c', input: '{}' };
  keepDraft(browser, place, draft);
  expect(readDraft(browser, place)).toEqual(draft);
  expect(readDraft(browser, { ...place, region: 'eu-west-1' })).toBeUndefined();
  keepDraft(browser, place, undefined);
  expect(readDraft(browser, place)).toBeUndefined();
});

test('what is no draft, and a browser that keeps nothing, give none', () => {
  const browser = store();
  browser.setItem('foureyes.template-draft.123456789012.us-east-1', '{"content":1}');
  expect(readDraft(browser, place)).toBeUndefined();
  const closed = {
    getItem: () => {
      throw new Error('closed');
    },
    setItem: () => {
      throw new Error('closed');
    },
  } as unknown as Storage;
  keepDraft(closed, place, blank);
  expect(readDraft(closed, place)).toBeUndefined();
});

test('JSON and changes are told', () => {
  expect([isJson('{}'), isJson('{')]).toEqual([true, false]);
  expect(touched({ ...blank, name: 'x' }, blank)).toBe(false);
  expect(touched({ ...blank, input: '1' }, blank)).toBe(true);
});
