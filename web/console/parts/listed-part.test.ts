import { expect, it } from 'vitest';
import { inVain, type Page, untilSome } from './listed-part.ts';

// parts are the parts of a list; the token is the number of the next one.
function asking(parts: string[][]) {
  const asked: number[] = [];
  const ask = async (token?: string): Promise<Page<string>> => {
    const number = Number(token ?? 0);
    asked.push(number);
    return { items: parts[number] ?? [], next: number + 1 < parts.length ? String(number + 1) : undefined };
  };
  return { ask, asked };
}

it('passes over parts without an item', async () => {
  const { ask, asked } = asking([[], [], ['a'], ['b']]);
  const found = await untilSome(ask, await ask(), 0, () => true);
  expect(found).toEqual({ items: ['a'], next: '3' });
  expect(asked).toEqual([0, 1, 2]);
});

it('does not count what was shown before', async () => {
  const { ask } = asking([['a'], [], ['b'], []]);
  const before = await ask();
  const page = await ask(before.next);
  const found = await untilSome(ask, { items: ['a', ...page.items], next: page.next }, 1, () => true);
  expect(found.items).toEqual(['a', 'b']);
});

it('stops a long search after a while', async () => {
  const { ask, asked } = asking(Array.from({ length: 100 }, () => []));
  const found = await untilSome(ask, await ask(), 0, () => true);
  expect(found).toEqual({ items: [], next: String(inVain) });
  expect(asked.length).toEqual(inVain);
});

it('does not go on with what nobody wants any more', async () => {
  const { ask, asked } = asking([[], [], ['a']]);
  await untilSome(ask, await ask(), 0, () => asked.length < 2);
  expect(asked).toEqual([0, 1]);
});

it('ends at the end', async () => {
  const { ask } = asking([[], []]);
  expect(await untilSome(ask, await ask(), 0, () => true)).toEqual({ items: [], next: undefined });
});
