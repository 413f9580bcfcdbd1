/** Looked says which entries are looked for; what is empty keeps all. */
export interface Looked {
  who: string;
  action: string;
  resource: string;
  outcome: string;
  /** seconds is how far back, in seconds. */
  seconds: string;
}

/** nothing keeps all entries. */
export const nothing: Looked = { who: '', action: '', resource: '', outcome: '', seconds: '' };

/** Query is how the API is asked for entries. */
export type Query = Record<string, string>;

/** queryOf is how the API is asked for what is looked for, at a time. */
export function queryOf(looked: Looked, now: Date): Query {
  const { seconds, ...texts } = looked;
  const query: Query = {};
  for (const [name, value] of Object.entries(texts)) if (value.trim()) query[name] = value.trim();
  if (seconds) query['from'] = new Date(now.getTime() - Number(seconds) * 1000).toISOString();
  return query;
}
