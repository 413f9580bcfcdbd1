/** Page is a part of a list, and the token with which the next part is asked for. */
export interface Page<T> {
  items: T[];
  next?: string | undefined;
}

/** Ask asks for the part behind a token, or for the first one. */
export type Ask<T> = (token?: string) => Promise<Page<T>>;

/** following adds the next part of a list to what is there. */
export async function following<T>(ask: Ask<T>, before: Page<T>): Promise<Page<T>> {
  const page = await ask(before.next);
  return { items: [...before.items, ...page.items], next: page.next };
}

/** inVain is how many parts without an item are asked for before somebody decides whether to go on. */
export const inVain = 20;

/**
 * untilSome goes on where a part brought nothing and there is more: a search looks at so many rows at a
 * time. wanted is asked before each part.
 */
export async function untilSome<T>(
  ask: Ask<T>,
  page: Page<T>,
  before: number,
  wanted: () => boolean,
): Promise<Page<T>> {
  let found = page;
  for (let asked = 1; asked < inVain && found.next && found.items.length === before && wanted(); asked++)
    found = await following(ask, found);
  return found;
}
