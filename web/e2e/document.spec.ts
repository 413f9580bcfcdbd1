// The review of forms in the built bundle: on images, on PDF and on TIFF, by hand
// and by keys, and what programs parse afterwards.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type Colour, pdfOf } from '../crowd/testing/documents.ts';
import { expectAccessible, look } from './mock/fixtures.ts';
import { Stream } from './mock/stream.ts';

const test = base.extend<{ stream: Stream; noise: unknown[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures' needs from this pattern
  stream: async ({}, use) => {
    const stream = new Stream();
    await use(stream);
    await stream.close();
  },
  noise: [
    async ({ page }, use) => {
      const noise: unknown[] = [];
      page.on('pageerror', (error) => noise.push(`${error}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
          noise.push(message.text());
      });
      await use(noise);
      expect(noise).toEqual([]);
    },
    { auto: true },
  ],
});

const lines: [string, string, number][] = [
  ['Invoice number', 'A-1O42', 0.24],
  ['Date', '3 February 2026', 0.3],
  ['Customer', 'Nordlys AS', 0.36],
  ['Total', '1 240,00', 0.72],
];
const invoice = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="850" height="1100"><rect width="850" height="1100" fill="#fff"/><g font-family="sans-serif" font-size="20"><text x="85" y="150" font-size="40">Invoice</text>${lines
    .map(
      ([key, value, top]) =>
        `<text x="85" y="${top * 1100}">${key}</text><text x="340" y="${top * 1100}">${value}</text>`,
    )
    .join(
      '',
    )}<rect x="85" y="900" width="22" height="22" fill="none" stroke="#000"/><text x="120" y="918">Paid</text></g></svg>`,
)}`;
const box = (left: number, top: number, width: number) => ({
  boundingBox: { height: 0.022, left, top: top - 0.018, width },
  polygon: [
    { x: left, y: top - 0.018 },
    { x: left + width, y: top - 0.018 },
    { x: left + width, y: top + 0.004 },
    { x: left, y: top + 0.004 },
  ],
});
const pair = (id: string, key: string, value: string, top: number, confidence: number, page = 1) => [
  {
    blockType: 'KEY_VALUE_SET',
    confidence,
    entityTypes: ['KEY'],
    geometry: box(0.1, top, 0.2),
    id: `${id}-key`,
    page,
    relationships: [{ ids: [`${id}-value`], type: 'VALUE' }],
    text: key,
  },
  {
    blockType: 'KEY_VALUE_SET',
    confidence,
    entityTypes: ['VALUE'],
    geometry: box(0.4, top, 0.25),
    id: `${id}-value`,
    page,
    text: value,
  },
];
const blocks = lines.flatMap(([key, value, top], at) =>
  pair(`p${at}`, key, value, top, [38.4, 97.1, 71.9, 88][at] ?? 0),
);
const keys = [{ importantFormKey: 'IBAN', importantFormKeyAliases: ['Account', 'Bank account'] }];
const json = (value: unknown) => JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const ready =
  '<script>document.addEventListener("all-crowd-elements-ready", () => { window.isReady = true; });</script>';
const template = (src: string, given: unknown = blocks, wanted: unknown = keys, html = '<html lang="en">') =>
  `<!doctype html>${html}<meta charset="utf-8"><title>Review</title><script src="/bundle.js"></script>${ready}<crowd-form><crowd-textract-analyze-document src="${src}" header="Is the invoice read rightly?" initial-value="${json(given)}" keys="${json(wanted)}" block-types="['KEY_VALUE_SET']" no-key-edit>
    <short-instructions><p>Compare each value with the page.</p></short-instructions><full-instructions><p>All of them.</p></full-instructions></crowd-textract-analyze-document></crowd-form>`;
const answerKey = 'AWS/Textract/AnalyzeDocument/Forms/V1';
const submit = async (page: Page) => {
  await page.getByRole('button', { name: 'Submit' }).click();
  return JSON.parse((await page.locator('#answers-box').textContent()) ?? '');
};

test('by mouse: the boxes lead to the fields, and the answer is exact', async ({ page, stream }) => {
  await page.goto(await stream.open(template(invoice)));
  await page.locator('.box.value[data-entry="p0-key"]').click();
  await page.getByLabel('Value', { exact: true }).fill('A-1042');
  await page.getByRole('button', { name: /^Checked Invoice number/ }).waitFor();
  await page.getByRole('button', { name: /Customer/ }).click();
  await page.getByRole('button', { name: 'Not a valid pair' }).click();
  await page.getByRole('button', { name: /IBAN/ }).click();
  await page.getByLabel('Value', { exact: true }).fill('NO93 8601');
  const [, , ...rest] = blocks;
  const [first, second] = blocks;
  expect(await submit(page)).toEqual({
    [answerKey]: {
      blocks: [
        first,
        { ...second, text: 'A-1042' },
        ...rest.filter(({ id }) => !id.startsWith('p2')),
        {
          blockType: 'KEY_VALUE_SET',
          entityTypes: ['KEY'],
          id: 'key-1',
          relationships: [{ ids: ['value-1'], type: 'VALUE' }],
          text: 'IBAN',
        },
        { blockType: 'KEY_VALUE_SET', entityTypes: ['VALUE'], id: 'value-1', text: 'NO93 8601' },
      ],
    },
  });
});

test('by keys alone, from the page’s beginning to Submit', async ({ page, stream }) => {
  await page.goto(await stream.open(template(invoice)));
  await expect(page.locator('.boxes')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('e');
  await page.keyboard.type('A-1042');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Submit' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#answers-box')).toBeVisible();
  const sent = JSON.parse((await page.locator('#answers-box').textContent()) ?? '')[answerKey].blocks;
  expect(sent.map(({ text }: { text: string }) => text)).toEqual([
    'Invoice number',
    'A-1042',
    'Date',
    '3 February 2026',
    'Customer',
    'Nordlys AS',
    'Total',
    '',
  ]);
});

const colours: Colour[] = [
  [1, 0, 0],
  [0, 0.5, 0],
  [0, 0, 1],
];
/** colourAt is what the page that shows has at a place, in fractions of it. */
const colourAt = (page: Page, x: number, y: number) =>
  page.evaluate(
    ([left, top]) => {
      const root = document.querySelector('crowd-textract-analyze-document')?.shadowRoot;
      const canvas = root?.querySelector<HTMLCanvasElement>('canvas.picture');
      if (!canvas) return [];
      const pixel = canvas.getContext('2d')?.getImageData(canvas.width * left, canvas.height * top, 1, 1);
      return [...(pixel?.data ?? [])].slice(0, 3);
    },
    [x, y] as const,
  );
/** shown is the colour in the middle of the square of the page that shows. */
const shown = (page: Page) => colourAt(page, 0.5, 0.375);
const square = (page: number) => pair(`s${page}`, 'Colour', `number ${page}`, 0.3 + page / 10, 80, page);

test('a PDF of several pages: fields, thumbnails and keys lead from page to page', async ({
  page,
  stream,
}) => {
  stream.documents.set('form.pdf', {
    type: 'application/pdf',
    content: Buffer.from(pdfOf(colours), 'latin1'),
  });
  await page.goto(
    await stream.open(template('/documents/form.pdf', [...square(1), ...square(2), ...square(3)], [])),
  );
  await expect.poll(() => shown(page)).toEqual([255, 0, 0]);
  await expect(page.locator('.box')).toHaveCount(2);
  await page.getByRole('button', { name: /number 3/ }).click();
  await expect.poll(() => shown(page)).toEqual([0, 0, 255]);
  await expect(page.locator('.entry.chosen .box')).toHaveCount(2);
  await page.getByRole('button', { name: 'Page 2 of 3' }).click();
  await expect.poll(() => shown(page)).toEqual([0, 128, 0]);
  await page.locator('.stage').focus();
  await page.keyboard.press('PageUp');
  await expect.poll(() => shown(page)).toEqual([255, 0, 0]);
  await expect(page.locator('foureyes-thumbnails canvas')).toHaveCount(3);
  await page.getByLabel('Page', { exact: true }).fill('3');
  await page.keyboard.press('Enter');
  await expect.poll(() => shown(page)).toEqual([0, 0, 255]);
  const answer = await submit(page);
  expect(answer[answerKey].blocks).toEqual([...square(1), ...square(2), ...square(3)]);
});

test('a TIFF shows its pages', async ({ page, stream }) => {
  const content = readFileSync(join(import.meta.dirname, '../crowd/tiff/samples/group4.tif'));
  stream.documents.set('fax.tif', { type: 'image/tiff', content });
  await page.goto(await stream.open(template('/documents/fax.tif', square(2), [])));
  await expect.poll(() => shown(page)).toEqual([255, 255, 255]);
  await page.getByRole('button', { name: /number 2/ }).click();
  await expect(page.locator('.entry.chosen .box')).toHaveCount(2);
  expect(await colourAt(page, 0.01, 0.02)).toEqual([0, 0, 0]);
});

test('in a frame without an origin of its own, where nothing else is within reach', async ({
  page,
  stream,
}) => {
  stream.documents.set('form.pdf', {
    type: 'application/pdf',
    content: Buffer.from(pdfOf(colours), 'latin1'),
  });
  const url = await stream.open(template('/documents/form.pdf', square(1), []));
  stream.host = `<!doctype html><html lang="en"><title>host</title><iframe title="task" sandbox="allow-scripts allow-forms" src="${url}" style="width: 1200px; height: 700px"></iframe>`;
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(blob|data):/.test(request.url())) outside.push(request.url());
  });
  await page.goto(`${url}host`);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('canvas.picture')).toBeVisible();
  await expect(frame.locator('foureyes-thumbnails canvas')).toHaveCount(3);
  expect(outside).toEqual([]);
});

test('of a long document only what is looked at is read and kept', async ({ page, stream }) => {
  const many = Array.from({ length: 200 }, (_, at): Colour => [at / 200, 0.5, 1 - at / 200]);
  const content = Buffer.from(pdfOf(many, 6e6), 'latin1');
  stream.documents.set('long.pdf', { type: 'application/pdf', content });
  await page.goto(await stream.open(template('/documents/long.pdf', square(1), [])));
  await expect.poll(() => shown(page)).toEqual([0, 128, 255]);
  const read = stream.ranges.reduce((sum, part) => sum + part, 0);
  expect([read > 0, read < content.length / 4]).toEqual([true, true]);
  await page.locator('.stage').focus();
  for (let at = 0; at < 12; at++) await page.keyboard.press('PageDown');
  await expect.poll(() => shown(page)).toEqual([15, 128, 240]);
  await page.getByLabel('Page', { exact: true }).fill('200');
  await page.keyboard.press('Enter');
  await expect.poll(() => shown(page)).toEqual([254, 128, 1]);
  await expect.poll(() => page.locator('foureyes-thumbnails canvas').count()).toBeLessThan(30);
  expect(stream.ranges.reduce((sum, part) => sum + part, 0)).toBeLessThan(content.length / 4);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`looks calm and is accessible: ${scheme}`, async ({ page, stream }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1180, height: 720 });
    await page.goto(await stream.open(template(invoice)));
    await page.waitForFunction('window.isReady');
    await page.getByRole('button', { name: /Invoice number/ }).click();
    await expectAccessible(page);
    await look(page, `document-${scheme}`);
    await expect(page).toHaveScreenshot(`document-${scheme}.png`, {
      maxDiffPixelRatio: 0.06,
      threshold: 0.3,
    });
  });
}

test('a PDF looks calm and is accessible', async ({ page, stream }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1180, height: 720 });
  stream.documents.set('form.pdf', {
    type: 'application/pdf',
    content: Buffer.from(pdfOf(colours), 'latin1'),
  });
  await page.goto(
    await stream.open(template('/documents/form.pdf', [...square(1), ...square(2), ...square(2)], [])),
  );
  await expect(page.locator('foureyes-thumbnails canvas')).toHaveCount(3);
  await page.getByRole('button', { name: /number 1/ }).click();
  await expectAccessible(page);
  await expect(page).toHaveScreenshot('document-pdf.png', { maxDiffPixelRatio: 0.06, threshold: 0.3 });
});

test('from right to left, in a narrow window, by touch', async ({ browser, stream }) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 }, hasTouch: true });
  await page.goto(await stream.open(template(invoice, blocks, keys, '<html lang="de" dir="rtl">')));
  await expect(page.locator('.boxes')).toBeVisible();
  await page.locator('.box.value[data-entry="p1-key"]').tap();
  await expect(page.getByLabel('Wert', { exact: true })).toBeInViewport();
  await page.getByRole('button', { name: 'Stimmt, weiter' }).tap();
  await expect(page.getByRole('button', { name: /Customer/ })).toBeInViewport();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await expect(page).toHaveScreenshot('document-narrow.png', { maxDiffPixelRatio: 0.06, threshold: 0.3 });
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.close();
});
