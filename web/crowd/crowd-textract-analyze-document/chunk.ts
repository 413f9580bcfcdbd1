// The review of forms, for the pages that ask for one.
import { Thumbnails } from '../sheets/thumbnails.ts';
import { CrowdTextractAnalyzeDocument } from './crowd-textract-analyze-document.ts';

/** elements are the tag of this chunk, and what it is made of. */
export const elements = [
  ['foureyes-thumbnails', Thumbnails],
  ['crowd-textract-analyze-document', CrowdTextractAnalyzeDocument],
] as const;
