import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Colour, colourAt, dataUrl, japanesePdf, pdfOf } from '../testing/documents.ts';
import { kindOfContent } from './kind.ts';
import { Sheets } from './sheets.ts';

// The test server prepares pdf.js when it is asked for it first.
vi.setConfig({ testTimeout: 60_000 });

const red: Colour = [1, 0, 0];
const blue: Colour = [0, 0, 1];
const pdf = (colours: readonly Colour[]) => dataUrl('application/pdf', pdfOf(colours));
/** sample is the address of a document of two pages, the second the negative of the first. */
const sample = (name: string) => new URL(`../tiff/samples/${name}.tif`, import.meta.url).href;

let sheets: Sheets;
const open = async (src: string, kind: 'pdf' | 'tiff') => {
  sheets = new Sheets(() => {});
  await sheets.load(src, kind);
  return sheets;
};
afterEach(() => sheets.close());
const canvas = (): HTMLCanvasElement => sheets.shown?.canvas as HTMLCanvasElement;

describe('a PDF', () => {
  test('shows its first page, at 200 dots per inch', async () => {
    await open(pdf([red, blue]), 'pdf');
    expect([sheets.count, sheets.shown?.page, sheets.shown?.size]).toEqual([
      2,
      1,
      { width: 833, height: 1111 },
    ]);
    expect(colourAt(canvas(), 0.5, 0.375)).toEqual([255, 0, 0]);
    expect(colourAt(canvas(), 0.5, 0.8)).toEqual([255, 255, 255]);
  });

  test('writes letters in a font that lies beside the library', async () => {
    await open(pdf([red]), 'pdf');
    const context = canvas().getContext('2d');
    const { data } = context?.getImageData(50, 60, 300, 60) ?? { data: [] };
    const dark = [...data].filter((part, at) => at % 4 === 0 && part < 100).length;
    expect(dark).toBeGreaterThan(1000);
  });

  test('reads text in a character map that the document does not bring', async () => {
    const asked: string[] = [];
    const watch = new PerformanceObserver((list) => asked.push(...list.getEntries().map(({ name }) => name)));
    watch.observe({ type: 'resource' });
    await open(dataUrl('application/pdf', japanesePdf), 'pdf');
    await vi.waitFor(() => expect(asked.join(' ')).toContain('/cmaps/UniJIS-UTF16-H.bcmap'));
    watch.disconnect();
    expect(sheets.failed).toBe(false);
  });

  test('turns to another page, and keeps few', async () => {
    await open(pdf([red, blue, red, red, blue]), 'pdf');
    const first = canvas();
    await sheets.show(5);
    expect([sheets.shown?.page, colourAt(canvas(), 0.5, 0.375)]).toEqual([5, [0, 0, 255]]);
    await sheets.show(3);
    await sheets.show(1);
    expect(canvas()).not.toBe(first);
  });

  test('goes to the page that was asked for last', async () => {
    await open(pdf([red, blue, red]), 'pdf');
    await Promise.all([sheets.show(2), sheets.show(3), sheets.show(99), sheets.show(2)]);
    expect([sheets.shown?.page, sheets.wanted]).toEqual([2, 2]);
  });

  test('has small pictures of its pages', async () => {
    await open(pdf([red, blue]), 'pdf');
    const small = await sheets.thumbnail(2, 12_000, new AbortController().signal);
    expect(small && small.width * small.height).toBeLessThan(12_500);
    expect(small && colourAt(small, 0.5, 0.375)).toEqual([0, 0, 255]);
  });
});

describe.each(['group3', 'group4', 'grey-deflate', 'bilevel-lzw'])('a TIFF: %s', (name) => {
  test('shows both pages', async () => {
    await open(sample(name), 'tiff');
    expect([sheets.count, sheets.shown?.size]).toEqual([2, { width: 96, height: 64 }]);
    expect([colourAt(canvas(), 0.3, 0.5), colourAt(canvas(), 0.1, 0.5)]).toEqual([
      [0, 0, 0],
      [255, 255, 255],
    ]);
    await sheets.show(2);
    expect(colourAt(canvas(), 0.3, 0.5)).toEqual([255, 255, 255]);
  });
});

test('a fax is as high as its paper was', async () => {
  await open(sample('fax'), 'tiff');
  expect([canvas().width, canvas().height]).toEqual([96, 133]);
});

test.each([
  [dataUrl('application/pdf', '%PDF-1.7 and nothing more'), 'pdf'],
  [dataUrl('image/tiff', 'II*\0'), 'tiff'],
  ['/not-there.pdf?missing', 'tiff'],
] as const)('what cannot be read fails: %s', async (src, kind) => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  await open(src, kind);
  expect([sheets.failed, sheets.shown]).toEqual([true, undefined]);
  log.mockRestore();
});

test('a document that is closed while it opens shows nothing', async () => {
  sheets = new Sheets(() => {});
  const opening = sheets.load(pdf([red]), 'pdf');
  sheets.close();
  await opening;
  expect([sheets.shown, sheets.open, sheets.failed]).toEqual([undefined, false, false]);
});

test('an address that does not say what it holds is looked at', async () => {
  sheets = new Sheets(() => {});
  const blob = URL.createObjectURL(new Blob([pdfOf([red])]));
  expect(await kindOfContent(blob)).toBe('pdf');
  URL.revokeObjectURL(blob);
  expect(await kindOfContent(sample('group4'))).toBe('tiff');
  expect(await kindOfContent('data:text/plain,hello')).toBeUndefined();
  expect(await kindOfContent('http://127.0.0.1:1/')).toBeUndefined();
});
