// Where chunks come from. This is how they are found in sources; the build puts
// a module of its own in this one's place, which fetches built files
// (build/chunks.mjs).
import type { Chunk } from './contents.ts';

const found = import.meta.glob<Chunk>('../*/chunk.ts');

/** chunks loads a part of the library by the name of its folder; attempt counts from 1 when an earlier one failed. */
export const chunks: Record<string, (attempt: number) => Promise<Chunk>> = Object.fromEntries(
  Object.entries(found).map(([path, load]) => [path.split('/')[1], load]),
);

/** packages are the addresses of folders with the files of packages, which are fetched one by one. */
export const packages: Readonly<Record<string, string>> = {
  'pdfjs-dist': new URL('/node_modules/pdfjs-dist/', globalThis.location?.href ?? 'http://localhost').href,
};
