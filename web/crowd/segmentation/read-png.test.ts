import { expect, test } from 'vitest';
import { Numbers } from './read-png.ts';

const known = new Map([
  [0x2ca02c, 1],
  [0x1f77b4, 2],
]);
const read = (numbers: Numbers, ...colours: [number, number, number, number][]) => {
  const into = new Uint8Array(colours.length);
  numbers.number(Uint8ClampedArray.from(colours.flat()), into);
  return [...into];
};

test('colours become numbers; white and what one sees through are none', () => {
  const numbers = new Numbers(known);
  const got = read(
    numbers,
    [0x2c, 0xa0, 0x2c, 255],
    [0x1f, 0x77, 0xb4, 255],
    [255, 255, 255, 255],
    [0x2c, 0xa0, 0x2c, 0],
    [0x2c, 0xa0, 0x2c, 200],
  );
  expect([got, numbers.strays]).toEqual([[1, 2, 0, 0, 1], 0]);
});

test('other colours count as strays and go to the nearest, white among them', () => {
  const numbers = new Numbers(known);
  const stray: [number, number, number, number] = [0x2d, 0xa0, 0x2c, 255];
  expect([read(numbers, stray, stray, [250, 250, 250, 255]), numbers.strays]).toEqual([[1, 1, 0], 3]);
});

test('a label that is white by name is white', () => {
  expect(read(new Numbers(new Map([[0xffffff, 4]])), [255, 255, 255, 255])).toEqual([4]);
});

test('numbers above 255 need two bytes', () => {
  expect([new Numbers(known).wide, new Numbers(new Map([[1, 256]])).wide]).toEqual([false, true]);
});
