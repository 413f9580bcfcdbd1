import type { Page } from './listed-part.ts';

/** most is how many items are loaded at most, so that a choice never takes for ever. */
const most = 2000;

/** everything loads a list page by page, for a choice that needs all of it. */
export async function everything<T>(ask: (token?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let token: string | undefined;
  do {
    const page = await ask(token);
    items.push(...page.items);
    token = page.next;
  } while (token && items.length < most);
  return items;
}
