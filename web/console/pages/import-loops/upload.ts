// How a file gets to the server: in chunks, from where the server says that it has none.
import type { Place } from '../../../api/aws.ts';
import type { ConsoleApi, Output } from '../../../api/console.ts';
import { Problem } from '../../../api/problem.ts';

/** Import is a file, and what has become of it. */
export type Import = Output<'/api/v1/flow-definitions/{name}/imports/{id}', 'get'>;

/** Way leads to the imports of a workflow. */
export interface Way {
  api: ConsoleApi;
  place: Place;
  flow: string;
}

/** isOver tells whether nothing more becomes of an import. */
export const isOver = ({ status }: Import): boolean =>
  status === 'Completed' || status === 'Cancelled' || status === 'Failed';

/** startable is how many human loops an import would start that was checked. */
export const startable = ({ rows, bad, unneeded }: Import): number => rows - bad - unneeded;

/** inputOf is what calls about one import take. */
export const inputOf = ({ place, flow }: Way, id: string) => ({ path: { name: flow, id }, query: place });

/** findImport asks how far an import is. */
export function findImport(way: Way, id: string): Promise<Import> {
  return way.api.get('/api/v1/flow-definitions/{name}/imports/{id}', inputOf(way, id));
}

/** upload sends what the server does not have yet of a file, until it has all of it or the signal gives it up. */
export async function upload(way: Way, file: Blob, from: Import, signal: AbortSignal): Promise<Import> {
  let now = from;
  while (now.status === 'Uploading' && !signal.aborted) now = await sendChunk(way, file, now, signal);
  return now;
}

async function sendChunk(way: Way, file: Blob, now: Import, signal: AbortSignal): Promise<Import> {
  const { path, query } = inputOf(way, now.id);
  const offset = now.received;
  // Read first, so that a file that is gone is not taken for a server that is.
  const bytes = new Blob([await file.slice(offset, offset + now.chunkSize).arrayBuffer()]);
  try {
    return await way.api.putBytes(
      '/api/v1/flow-definitions/{name}/imports/{id}/file',
      { path, query: { ...query, offset } },
      bytes,
      signal,
    );
  } catch (cause) {
    // Somebody else, or an earlier try whose answer was lost, was further.
    if (!(cause instanceof Problem && cause.status === 409)) throw cause;
    const found = await findImport(way, now.id);
    if (found.status === 'Uploading' && found.received === offset) throw cause;
    return found;
  }
}
