import { describe, expect, test } from 'vitest';
import { answerOf, type Entry } from './answer.ts';

const text = (name: string, value: string): Entry => ({ kind: 'text', name, text: value });
const flag = (name: string, key: string, on: boolean): Entry => ({ kind: 'flag', name, key, on });
const value = (name: string, of: never | object | number | string): Entry => ({
  kind: 'value',
  name,
  value: of as never,
});

describe('answerOf', () => {
  const cases: [string, Entry[], unknown][] = [
    ['no fields, no keys', [], {}],
    ['a text', [text('city', 'Oslo')], { city: 'Oslo' }],
    ['an empty text leaves no key', [text('city', '')], {}],
    ['an empty text after a full one takes nothing away', [text('a', 'x'), text('a', '')], { a: 'x' }],
    ['the last text of a name wins', [text('a', 'x'), text('a', 'y')], { a: 'y' }],
    ['blanks inside a text stay', [text('a', ' ')], { a: ' ' }],
    [
      'names stay as written',
      [text('Change Reason 0', 'x'), text('left.3', 'y'), text('a[b]', 'z'), text('_', 'u')],
      { 'Change Reason 0': 'x', 'left.3': 'y', 'a[b]': 'z', _: 'u' },
    ],
    ['a lone radio', [flag('r', 'good', false)], { r: { good: false } }],
    [
      'flags of one name come together',
      [flag('d', 'scratch', true), text('note', 'n'), flag('d', 'stain', false)],
      { d: { scratch: true, stain: false }, note: 'n' },
    ],
    [
      'equal keys: ticked once is ticked',
      [flag('d', 'on', true), flag('d', 'on', false)],
      { d: { on: true } },
    ],
    ['a text after flags replaces them', [flag('_', 'a', true), text('_', 'done')], { _: 'done' }],
    ['flags after a text replace it', [text('_', 'x'), flag('_', 'a', true)], { _: { a: true } }],
    ['a value is not merged with flags', [value('v', { a: 1 }), flag('v', 'b', true)], { v: { b: true } }],
    ['a number stays a number', [value('howSure', 0.35)], { howSure: 0.35 }],
    ['the last value wins', [value('v', { label: 'x' }), value('v', { label: 'y' })], { v: { label: 'y' } }],
  ];
  test.each(cases)('%s', (_, entries, want) => {
    expect(answerOf(entries)).toEqual(want);
  });

  test('a field named __proto__ is a field like any other', () => {
    expect(JSON.stringify(answerOf([text('__proto__', 'x'), flag('f', '__proto__', true)]))).toBe(
      '{"__proto__":"x","f":{"__proto__":true}}',
    );
  });
});
