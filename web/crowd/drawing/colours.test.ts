import { expect, test } from 'vitest';
import { colourOf, inkOn, isColour } from './colours.ts';

test('fifty labels have fifty colours', () => {
  const colours = Array.from({ length: 50 }, (_, place) => colourOf(place));
  expect(new Set(colours).size).toBe(50);
  expect(colours.every(isColour)).toBe(true);
});

test.each([
  ['#ffffff', '#000000'],
  ['#000', '#ffffff'],
  ['#bcbd22', '#000000'],
  ['#1f77b4', '#ffffff'],
])('on %s one writes in %s', (colour, ink) => {
  expect(inkOn(colour)).toBe(ink);
});

test.each(['red', '#12', '#12345g', 7, null, 'url(x)'])('%j is no colour in hexadecimal notation', (text) => {
  expect(isColour(text)).toBe(false);
});
