import { beforeEach, expect, test } from 'vitest';
import { Mask } from '../segmentation/mask.ts';
import { addInstance, mergeInstances, nameOf, relabelInstance, removeInstance } from './instances.ts';

let mask: Mask;
beforeEach(() => {
  mask = new Mask();
  mask.load({ width: 20, height: 20 });
});
/** paint adds an instance with a row of pixels. */
const paint = (label: string, row: number) => {
  const { id } = addInstance(mask, label);
  mask.change(() => mask.map.painter(id)(row, 0, 20));
  return id;
};
const names = () => mask.entries.map((entry) => nameOf(mask.entries, entry));

test('a blank instance is taken before another is made', () => {
  const first = addInstance(mask, 'car');
  expect([addInstance(mask, 'car'), addInstance(mask, 'tree').id, mask.current]).toEqual([first, 2, 2]);
});

test('the number of a deleted instance is used again, its colour too, and undo still finds the old one', () => {
  const [one, two] = [paint('car', 1), paint('car', 2)];
  removeInstance(mask, one);
  expect([mask.current, paint('tree', 3), names()]).toEqual([two, one, ['car 1', 'tree 1']]);
  while (mask.undo()) if (mask.map.count(one) === 20 && names().length === 2 && names()[1] === 'car 2') break;
  expect([names(), mask.map.at({ x: 0, y: 1 }), mask.map.at({ x: 0, y: 3 })]).toEqual([
    ['car 1', 'car 2'],
    one,
    0,
  ]);
});

test('joined, a part has the number of the other; relabelled, an instance keeps its number', () => {
  const [one, two, three] = [paint('car', 1), paint('car', 2), paint('tree', 3)];
  mergeInstances(mask, one, two);
  relabelInstance(mask, three, 'car');
  expect([mask.map.count(two), mask.map.used, names()]).toEqual([40, [two, three], ['car 1', 'car 2']]);
});
