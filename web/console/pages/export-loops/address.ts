// Where an export is downloaded from.
import type { Place } from '../../../api/aws.ts';
import { type Input, urlOf } from '../../../api/console.ts';

type Query = NonNullable<Input<'/api/v1/flow-definitions/{name}/export', 'get'>['query']>;

/** Choice is what the dialog asks for; days are YYYY-MM-DD or empty. */
export interface Choice {
  format: NonNullable<Query['format']>;
  status: Query['status'] | undefined;
  from: string;
  until: string;
}

/** addressOf is the address of the file. */
export function addressOf(place: Place, flow: string, { format, status, from, until }: Choice): string {
  const day = (text: string) => (text ? `${text}T00:00:00Z` : undefined);
  return urlOf('/api/v1/flow-definitions/{name}/export', {
    path: { name: flow },
    query: { ...place, format, status, from: day(from), until: day(until) },
  });
}
