// Colours of labels and instances: each its own, none white, which is the colour
// of nothing.
import { colourOf, isColour } from '../drawing/colours.ts';
import { background } from './png.ts';

/** rgbOf reads a colour in hexadecimal notation as 0xrrggbb, undefined when it is none. */
export function rgbOf(colour: unknown): number | undefined {
  if (!isColour(colour)) return undefined;
  const digits = colour.trim().slice(1);
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  return Number.parseInt(full, 16);
}

/** hexOf writes a colour as answers have it. */
export function hexOf(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}

/** freeColour gives the first of the wanted colours that nobody has, else the next one of the row of colours from a place on. */
export function freeColour(wanted: readonly unknown[], taken: ReadonlySet<number>, place: number): number {
  const free = (colour: number | undefined): colour is number =>
    colour !== undefined && colour !== background && !taken.has(colour);
  const found = wanted.map(rgbOf).find(free);
  if (found !== undefined) return found;
  for (let at = place; ; at++) {
    const next = rgbOf(colourOf(at));
    if (free(next)) return next;
  }
}
