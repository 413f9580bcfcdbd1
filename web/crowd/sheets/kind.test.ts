import { expect, test } from 'vitest';
import { kindOfBytes, kindOfName } from './kind.ts';

test.each([
  ['/media/bucket/scans/a.pdf?token=x.y', 'pdf'],
  ['https://example.org/A.PDF#page=2', 'pdf'],
  ['fax.tif', 'tiff'],
  ['fax.TIFF?version=1', 'tiff'],
  ['data:application/pdf;base64,JVBERi0=', 'pdf'],
  ['data:image/tiff,x', 'tiff'],
  ['/media/b/photo.png?name=a.pdf', undefined],
  ['data:image/png;base64,a.pdf', undefined],
  ['https://example.org/document', undefined],
  ['', undefined],
])('by its name %j is %j', (src, want) => {
  expect(kindOfName(src)).toBe(want);
});

test.each([
  ['%PDF-1.7', 'pdf'],
  ['\n\n%PDF-1.4', 'pdf'],
  ['II*\0rest', 'tiff'],
  ['MM\0*rest', 'tiff'],
  ['\x89PNG', undefined],
  ['', undefined],
])('by its bytes %j is %j', (text, want) => {
  expect(kindOfBytes(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))).toBe(want);
});
