import { expect, test } from 'vitest';
import { Lines } from './lines.ts';
import { Steps } from './steps.ts';

/** linesOf lays a text out in lines of some characters, 10 pixels wide each. */
function linesOf(text: string, width: number): Lines {
  const spot = (place: number) => {
    const row = Math.min(Math.floor(place / width), Math.floor((text.length - 1) / width));
    return { x: (place - row * width) * 10, top: row * 30, bottom: row * 30 + 20 };
  };
  return new Lines(text.length, new Steps(text), spot);
}
const text = 'abcdefghijklm'; // abcde, fghij, klm

test.each([
  [0, 0, 4],
  [3, 0, 4],
  [5, 5, 9],
  [12, 10, 13],
  [13, 10, 13],
])('the line of %i goes from %i to %i', (place, start, end) => {
  const lines = linesOf(text, 5);
  expect([lines.start(place), lines.end(place)]).toEqual([start, end]);
});

test.each([
  [2, 20, 7],
  [7, 40, 13],
  [11, 10, 13],
])('below %i, at %i pixels, is %i', (place, x, want) => {
  expect(linesOf(text, 5).below(place, x)).toBe(want);
});

test.each([
  [12, 20, 7],
  [7, 40, 4],
  [3, 30, 0],
])('above %i, at %i pixels, is %i', (place, x, want) => {
  expect(linesOf(text, 5).above(place, x)).toBe(want);
});
