import { expect, test } from 'vitest';
import { Problem } from '../api/problem.ts';
import { countKept, type Kept, type Shelf, sendKept } from './outbox.ts';

const kept = (assignmentId: string, worker = 'ada'): Kept => ({
  assignmentId,
  worker,
  answerContent: {},
  draft: null,
});

function shelfOf(...all: Kept[]): Shelf {
  const held = new Map(all.map((one) => [one.assignmentId, one]));
  return {
    put: async (one) => void held.set(one.assignmentId, one),
    all: async () => [...held.values()],
    drop: async (id) => void held.delete(id),
  };
}

test('what the server takes leaves, and others’ stays', async () => {
  const shelf = shelfOf(kept('a'), kept('b', 'bob'), kept('c'));
  expect(await sendKept(shelf, 'ada', async () => {})).toEqual({
    taken: ['a', 'c'],
    refused: [],
    waiting: 0,
  });
  expect(await shelf.all()).toEqual([kept('b', 'bob')]);
});

test('what is refused for good is told, and leaves', async () => {
  const shelf = shelfOf(kept('a'));
  const gone = async () => Promise.reject(new Problem(410, 'over'));
  expect(await sendKept(shelf, 'ada', gone)).toEqual({ taken: [], refused: ['a'], waiting: 0 });
  expect(await shelf.all()).toEqual([]);
});

test.each([0, 401, 429, 500, 503])('with status %d everything waits', async (status) => {
  const shelf = shelfOf(kept('a'), kept('b'));
  const tried: string[] = [];
  const fails = async ({ assignmentId }: Kept) => {
    tried.push(assignmentId);
    throw new Problem(status, '');
  };
  expect(await sendKept(shelf, 'ada', fails)).toEqual({ taken: [], refused: [], waiting: 2 });
  expect(tried).toEqual(['a']);
  expect(await shelf.all()).toHaveLength(2);
});

test('all that waits is counted, and nothing where the browser keeps nothing', async () => {
  const broken = { ...shelfOf(), all: () => Promise.reject(new Error('no database')) };
  expect([await countKept(shelfOf(kept('a'), kept('b', 'bob'))), await countKept(broken)]).toEqual([2, 0]);
});
