import { expect, test } from 'vitest';
import { freeColour, hexOf, rgbOf } from './palette.ts';

test.each([
  ['#2ca02c', 0x2ca02c],
  [' #FFF ', 0xffffff],
  ['#0a0', 0x00aa00],
  ['red', undefined],
  [undefined, undefined],
])('%j is read as %j', (text, want) => {
  expect(rgbOf(text)).toBe(want);
});

test('colours are written with six digits', () => {
  expect([hexOf(0), hexOf(0xab), hexOf(0xffffff)]).toEqual(['#000000', '#0000ab', '#ffffff']);
});

test('three hundred colours differ, and none is white', () => {
  const taken = new Set<number>();
  for (let place = 0; place < 300; place++) taken.add(freeColour([], taken, place));
  expect([taken.size, taken.has(0xffffff)]).toEqual([300, false]);
  expect([...taken].slice(0, 5).map(hexOf)).toEqual(['#2ca02c', '#1f77b4', '#ff7f0e', '#d62728', '#9467bd']);
});

test('a wanted colour is given where it is free and not white', () => {
  const taken = new Set([0x112233]);
  expect(hexOf(freeColour(['#112233', '#fff', 'blue', '#445566'], taken, 0))).toBe('#445566');
  expect(hexOf(freeColour(['#fff'], taken, 2))).toBe('#ff7f0e');
});
