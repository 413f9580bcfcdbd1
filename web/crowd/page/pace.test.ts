import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { delayOf, Pace } from './pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['the first change waits a second', 10_000, undefined, 1000],
  ['a change long after the last draft waits a second', 10_000, 2_000, 1000],
  ['a change right after a draft waits three', 10_000, 10_000, 3000],
  ['a change between waits for the rest', 10_000, 8_500, 1500],
])('%s', (_, now, last, want) => {
  expect(delayOf(now, last)).toBe(want);
});

test('a minute of typing saves at most every three seconds', () => {
  const times: number[] = [];
  const pace = new Pace(() => times.push(Date.now()));
  for (let at = 0; at < 60_000; at += 100) {
    pace.changed();
    vi.advanceTimersByTime(100);
  }
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3000);
  expect(times.length).toBeGreaterThanOrEqual(18);
});

test('saving at once takes the place of the draft that was due', () => {
  const save = vi.fn();
  const pace = new Pace(save);
  pace.changed();
  pace.now();
  vi.advanceTimersByTime(10_000);
  expect(save).toHaveBeenCalledTimes(1);
});

test('after stop nothing is saved', () => {
  const save = vi.fn();
  const pace = new Pace(save);
  pace.changed();
  pace.stop();
  vi.advanceTimersByTime(10_000);
  expect(save).not.toHaveBeenCalled();
});
