import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '../../api/problem.ts';
import { DraftKeeper, type Saving } from './drafts.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** slow gives a keeper whose requests end when the test says so. */
function slow() {
  const saved: unknown[] = [];
  const ends: { resolve: () => void; reject: (cause: Error) => void }[] = [];
  const told: Saving[] = [];
  const spare = { keep: vi.fn(), get: vi.fn(), drop: vi.fn() };
  const keeper = new DraftKeeper(
    (draft) => {
      saved.push(draft);
      return new Promise((resolve, reject) => ends.push({ resolve, reject }));
    },
    (saving) => told.push(saving),
    spare,
  );
  return { keeper, saved, ends, told, spare };
}

test('one request at a time, and then the newest', async () => {
  const { keeper, saved, ends } = slow();
  const done = keeper.keep(1);
  keeper.keep(2);
  keeper.keep(3);
  expect(saved).toEqual([1]);
  ends[0]?.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(saved).toEqual([1, 3]);
  ends[1]?.resolve();
  await done;
});

test('a server that fails is tried again with the newest', async () => {
  const { keeper, saved, ends, told } = slow();
  keeper.keep(1);
  keeper.keep(2);
  ends[0]?.reject(new Problem(503, ''));
  await vi.advanceTimersByTimeAsync(5000);
  expect(saved).toEqual([1, 2]);
  ends[1]?.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(['saving', 'failed', 'saving', 'saved']);
});

test('a refusal is not tried again', async () => {
  const { keeper, saved, ends, told } = slow();
  keeper.keep(1);
  ends[0]?.reject(new Problem(413, ''));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([saved, told.at(-1)]).toEqual([[1], 'failed']);
});

test('after stop nothing is saved', async () => {
  const { keeper, saved, ends } = slow();
  keeper.keep(1);
  keeper.keep(2);
  keeper.stop();
  ends[0]?.resolve();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saved).toEqual([1]);
});

test('the spare holds the newest draft until the server has it', async () => {
  const { keeper, ends, spare } = slow();
  keeper.keep(1);
  keeper.keep(2);
  ends[0]?.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect([spare.keep.mock.calls, spare.drop.mock.calls]).toEqual([[[1], [2]], [[1]]]);
  ends[1]?.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(spare.drop.mock.calls).toEqual([[1], [2]]);
});

test('what fails after stop is not tried again, and stays in the spare', async () => {
  const { keeper, saved, ends, spare } = slow();
  keeper.keep(1);
  keeper.stop();
  ends[0]?.reject(new Problem(503, ''));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([saved, spare.drop.mock.calls]).toEqual([[1], []]);
});

test('it saves quietly unless told otherwise', async () => {
  const save = vi.fn(async () => {});
  const keeper = new DraftKeeper(save, () => {}, { keep: () => {}, get: () => undefined, drop: () => {} });
  await keeper.keep(1);
  await keeper.keep(2, 'ask');
  expect(save.mock.calls).toEqual([
    [1, 'quiet'],
    [2, 'ask'],
  ]);
});
