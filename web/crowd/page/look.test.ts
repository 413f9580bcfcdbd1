import { expect, test } from 'vitest';
import { paints } from './look.ts';

test.each([
  ['p { color: red }', true],
  ['background:#fff', true],
  ['div{background-color : #eee}', true],
  ['a:hover { BACKGROUND: url(x.png) }', true],
  ['border-color: red; outline-color: blue', false],
  ['display: none; margin: 0', false],
  ['.color { margin: 0 }', false],
  ['accent-color: red', false],
])('%j paints: %s', (style, want) => {
  expect(paints(style)).toBe(want);
});
