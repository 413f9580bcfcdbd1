import { expect, test } from 'vitest';
import { nextTurn, type Quarters, turnBack, turnOffset, turnPoint, turnSize } from './turn.ts';

const size = { width: 30, height: 50 };
const turns: Quarters[] = [0, 1, 2, 3];

test.each([
  [0, { x: 10, y: 20 }],
  [1, { x: 30, y: 10 }],
  [2, { x: 20, y: 30 }],
  [3, { x: 20, y: 20 }],
] as const)('turned %d times, the point lies at %j', (turn, want) => {
  expect(turnPoint({ x: 10, y: 20 }, size, turn)).toEqual(want);
});

test.each(turns)('turned %d times, corners stay in the page and come back', (turn) => {
  const room = turnSize(size, turn);
  for (const x of [0, 7, 30]) {
    for (const y of [0, 11, 50]) {
      const there = turnPoint({ x, y }, size, turn);
      expect(there.x >= 0 && there.x <= room.width && there.y >= 0 && there.y <= room.height).toBe(true);
      expect(turnBack(there, size, turn)).toEqual({ x, y });
    }
  }
});

test.each(turns)('an offset is the difference of two points, %d times', (turn) => {
  const [a, b] = [turnBack({ x: 3, y: 4 }, size, turn), turnBack({ x: 8, y: 16 }, size, turn)];
  const by = turnOffset({ x: 5, y: 12 }, turn);
  expect([b.x - a.x + 0, b.y - a.y + 0]).toEqual([by.x + 0, by.y + 0]);
});

test('four turns are none', () => {
  expect(turns.map(nextTurn)).toEqual([1, 2, 3, 0]);
});
