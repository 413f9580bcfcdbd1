// The scale of a slider, apart from any slider.

/** Scale is where a slider begins and ends, and how far apart its values are. A step of 0 allows any value. */
export interface Scale {
  min: number;
  max: number;
  step: number;
}

/** numberOr reads a number from an attribute or a property; what is none is the fallback. */
export function numberOr(given: unknown, fallback: number): number {
  if (given === null || given === undefined || given === '') return fallback;
  const number = Number(given);
  return Number.isFinite(number) ? number : fallback;
}

/** snap gives the value of the scale that is nearest to a number. */
export function snap(value: number, { min, max, step }: Scale): number {
  const top = Math.max(min, max);
  const held = Math.min(Math.max(value, min), top);
  if (!(step > 0)) return held;
  const steps = Math.min(Math.round((held - min) / step), Math.floor((top - min) / step + 1e-9));
  return rounded(min + steps * step, Math.max(decimals(min), decimals(step)));
}

/** fraction tells how far along the scale a value is, from 0 to 1. */
export function fraction(value: number, { min, max }: Scale): number {
  if (!(max > min)) return 0;
  return Math.min(Math.max((value - min) / (max - min), 0), 1);
}

/** decimals counts the digits behind the point, so that sums of tenths stay tenths. */
function decimals(number: number): number {
  const text = String(number);
  const [digits = '', exponent = '0'] = text.split('e-');
  return Math.min((digits.split('.')[1] ?? '').length + Number(exponent), 15);
}

function rounded(number: number, digits: number): number {
  return Number(number.toFixed(digits));
}
