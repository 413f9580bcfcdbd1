import { expect, test } from 'vitest';
import { forAll } from '../../geometry/random.ts';
import { Offsets } from './offsets.ts';

test('code points and UTF-16 units are converted both ways, also behind an emoji', () => {
  const offsets = new Offsets('Ada saw 🦉 in Oslo');
  expect([0, 8, 9, 17].map((points) => offsets.units(points))).toEqual([0, 8, 10, 18]);
  expect([0, 8, 10, 18].map((units) => offsets.points(units))).toEqual([0, 8, 9, 17]);
  expect([offsets.units(18), offsets.units(-1)]).toEqual([undefined, undefined]);
});

test('an emoji of several code points counts each of them', () => {
  const offsets = new Offsets('👩‍🚀 up');
  expect([offsets.points(5), offsets.points(8), offsets.units(3), offsets.units(6)]).toEqual([3, 6, 5, 8]);
});

test('of any text the places are those of its code points', () => {
  forAll((random) => {
    const text = Array.from({ length: random.whole(0, 20) }, () => (random.next() < 0.4 ? '𝄞' : 'é')).join(
      '',
    );
    const offsets = new Offsets(text);
    let units = 0;
    for (const [points, character] of [...text].entries()) {
      expect([offsets.points(units), offsets.units(points)]).toEqual([points, units]);
      units += character.length;
    }
    expect([offsets.points(units), offsets.units([...text].length)]).toEqual([[...text].length, units]);
  });
});
