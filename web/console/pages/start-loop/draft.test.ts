import { describe, expect, it } from 'vitest';
import { checked, laidOut, requestOf, suggestedName } from './draft.ts';

const good = { name: 'loop-1', input: '{"a": 1}', classifiers: [] };

describe('suggestedName', () => {
  it.each([0, 0.5, 0.999_999_999])('is a name that is taken, for %d', (seed) => {
    for (const flow of ['a', `${'x'.repeat(53)}-${'y'.repeat(9)}`]) {
      const name = suggestedName(flow, seed);
      expect(checked({ ...good, name })).toEqual({});
      expect(name.length).toBeLessThanOrEqual(63);
    }
  });
});

describe('checked', () => {
  it('takes any JSON', () => {
    for (const input of ['{}', '[1]', '"x"', 'null']) expect(checked({ ...good, input })).toEqual({});
  });
  it.each(['', 'Upper', '-a', 'a-', 'a_b', 'x'.repeat(64)])('refuses the name %j', (name) => {
    expect(Object.keys(checked({ ...good, name }))).toEqual(['name']);
  });
  it.each(['', ' ', '{', '{a: 1}', '{"a": 1,}'])('refuses the input %j', (input) => {
    expect(Object.keys(checked({ ...good, input }))).toEqual(['input']);
  });
  it('counts bytes, not letters', () => {
    expect(checked({ ...good, input: JSON.stringify('é'.repeat((3 << 19) - 1)) })).toEqual({});
    expect(checked({ ...good, input: JSON.stringify('é'.repeat(3 << 19)) }).input).toContain('3,145,730');
  });
});

it('indents JSON and leaves other texts', () => {
  expect(laidOut('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(laidOut('{a')).toBe('{a');
});

it('sends classifiers only if there are some', () => {
  expect(requestOf('arn', good)).toEqual({
    HumanLoopName: 'loop-1',
    FlowDefinitionArn: 'arn',
    HumanLoopInput: { InputContent: '{"a": 1}' },
  });
  expect(requestOf('arn', { ...good, classifiers: ['FreeOfAdultContent'] }).DataAttributes).toEqual({
    ContentClassifiers: ['FreeOfAdultContent'],
  });
});
