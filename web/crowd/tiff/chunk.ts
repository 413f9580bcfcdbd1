// TIFF documents, for the pages that show one.
export { openTiff as open } from './tiff.ts';
