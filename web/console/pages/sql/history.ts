/** Asked is a query that was run in this browser, and when, in milliseconds since 1970. */
export interface Asked {
  query: string;
  at: number;
}

const key = 'foureyes-sql-history';
const most = 50;

/** withQuery puts a query first, and keeps no second copy of it. */
export function withQuery(history: Asked[], asked: Asked): Asked[] {
  return [asked, ...history.filter(({ query }) => query !== asked.query)].slice(0, most);
}

/** readHistory gives the queries of this browser, the last first. */
export function readHistory(): Asked[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(saved) ? saved.filter(isAsked) : [];
  } catch {
    return [];
  }
}

const isAsked = (value: unknown): value is Asked =>
  typeof (value as Asked)?.query === 'string' && typeof (value as Asked).at === 'number';

/** writeHistory keeps them. A browser that keeps nothing forgets them with the page. */
export function writeHistory(history: Asked[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(history));
  } catch {
    // Full or forbidden: the page goes on without.
  }
}
