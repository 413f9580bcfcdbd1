import { describe, expect, it } from 'vitest';
import { rowsOf } from './compare.ts';

describe('answers side by side', () => {
  it('marks where they do not agree', () => {
    expect(
      rowsOf([
        { label: 'cat', sure: { on: true }, boxes: [{ x: 1 }] },
        { label: 'dog', sure: { on: true }, boxes: [{ x: 1 }, { x: 2 }] },
      ]),
    ).toEqual([
      { path: 'label', values: ['cat', 'dog'], differs: true },
      { path: 'sure.on', values: [true, true], differs: false },
      { path: 'boxes[0].x', values: [1, 1], differs: false },
      { path: 'boxes[1].x', values: [undefined, 2], differs: true },
    ]);
  });

  it('keeps empty lists and objects, and answers that are plain values', () => {
    expect(rowsOf([{ a: [], b: {} }])).toEqual([
      { path: 'a', values: [[]], differs: false },
      { path: 'b', values: [{}], differs: false },
    ]);
    expect(rowsOf(['x', null])).toEqual([{ path: '', values: ['x', null], differs: true }]);
    expect(rowsOf([])).toEqual([]);
  });
});
