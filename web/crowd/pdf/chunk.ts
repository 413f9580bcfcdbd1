// PDF documents, for the pages that show one.
export { openPdf as open } from './pdf.ts';
