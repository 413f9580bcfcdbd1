import type { Output } from '../../../api/console.ts';

// What the page knows of saved queries. Who may do what is the API's to say.

/** Saved is a saved query; lists leave its text out. */
export type Saved = Output<'/api/v1/sql/queries', 'get'>['savedQueries'][number];

/** Draft is what a saved query is given by hand. */
export interface Draft {
  name: string;
  shared: boolean;
}

/** isUnsaved tells whether the editor holds something else than the saved query that is open. */
export const isUnsaved = (open: Saved | undefined, text: string): boolean =>
  open !== undefined && open.query !== text;

/** userOf is the name of the user that an ARN means. */
export const userOf = (arn: string): string => arn.slice(arn.indexOf('/') + 1);

const longest = 128;

/** isName tells whether a query can be saved by a name. */
export function isName(name: string): boolean {
  const length = [...name.trim()].length;
  return length > 0 && length <= longest;
}
