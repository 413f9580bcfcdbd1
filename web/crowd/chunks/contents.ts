import type { OpenPages } from '../sheets/pages.ts';

/**
 * Chunk is a part of the library that pages fetch when they use it: a folder
 * whose chunk.ts exports these. What the first script has already is not in it.
 */
export interface Chunk {
  /** elements are the tags that the chunk defines, each with its class. */
  elements?: readonly (readonly [string, CustomElementConstructor])[];
  /** icons are outlines in a square of 24 by 24, by name. */
  icons?: Readonly<Record<string, string>>;
  /** open opens a document of the kind that the chunk is for. */
  open?: OpenPages;
}
