import { describe, expect, test } from 'vitest';
import { cloneJson, parseLoose, stringList } from './json.ts';

describe('parseLoose', () => {
  test.each<[string, unknown]>([
    ['["a"]', ['a']],
    ["['a', 'b',]", ['a', 'b']],
    ["{ text: 'None of these' }", { text: 'None of these' }],
    ['[1, /* two */ 2]', [1, 2]],
    ['"text"', 'text'],
    ['  ', undefined],
    ['', undefined],
    ['null', null],
  ])('%j', (text, want) => {
    expect(parseLoose(text)).toEqual({ value: want });
  });

  test.each(['[', 'calm', 'alert(1)', '{"a":}'])('%j cannot be read and is not run', (text) => {
    expect(parseLoose(text).error).toMatch(/JSON5/);
  });
});

describe('stringList', () => {
  test.each<[unknown, string[]]>([
    [
      ['a', 1, true],
      ['a', '1', 'true'],
    ],
    [[{ name: 'x' }], ['{"name":"x"}']],
    [undefined, []],
    [null, []],
  ])('%j', (value, want) => {
    expect(stringList(value)).toEqual({ list: want });
  });

  test('something else is an error', () => {
    expect(stringList({ a: 1 }).error).toBeTruthy();
  });
});

test('cloneJson copies what can be sent', () => {
  expect(cloneJson({ a: [1, undefined], b: undefined })).toEqual({ a: [1, null] });
  expect(cloneJson(undefined)).toBeUndefined();
});
