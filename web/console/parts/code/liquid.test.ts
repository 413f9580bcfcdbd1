import { expect, test } from 'vitest';
import { liquidMarks } from './liquid.ts';

const marked = (text: string) =>
  liquidMarks(text).map(({ from, to, kind }) => `${kind} ${text.slice(from, to)}`);

test('outputs, filters and strings are found', () => {
  expect(marked(`<p title="{{ task.input.a | default: 'x' | escape }}">`)).toEqual([
    `liquid {{ task.input.a | default: 'x' | escape }}`,
    'filter default',
    `string 'x'`,
    'filter escape',
  ]);
});

test('tags may run over lines, and comments are one', () => {
  expect(marked('{%- for a in\n b -%}{% comment %}{{ no }}{% endcomment %}')).toEqual([
    'liquid {%- for a in\n b -%}',
    'keyword for',
    'keyword in',
    'comment {% comment %}{{ no }}{% endcomment %}',
  ]);
});

test('what is not closed, and braces of scripts, stay as they are', () => {
  expect(marked('{ a: { b: 1 } } {{ never')).toEqual([]);
});
