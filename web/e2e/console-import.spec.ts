// Many human loops from a file, in the console on the real server: rows that are wrong
// are shown, the others started; an upload that was left goes on.
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type Demo, startDemo } from './binary.ts';
import { test as base, expect, expectAccessible, look } from './mock/fixtures.ts';

const test = base.extend<{ demo: Demo }>({
  demo: async ({ page }, use) => {
    const demo = await startDemo();
    await page.goto(demo.link);
    await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
    await use(demo);
    await page.close();
    await demo.stop();
  },
});

test.describe.configure({ timeout: 120_000 });

const photo = 's3://demo/damage-check/mug.svg';

/** returns has seven rows that are in order, and three that are not: a number that is none, a name that is none, a name twice. */
const returns = [
  'id,photo,product,prediction.confidence',
  ...[1, 2, 3, 4, 5, 6, 7].map((n) => `return-${n},${photo},Mug,0.${n}`),
  `return-8,${photo},Mug,unsure`,
  `Return Nine,${photo},Mug,0.9`,
  `return-1,${photo},Mug,0.5`,
].join('\n');

/** seen looks at a page in three widths. */
async function seen(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** choose chooses a file of this name, made if it has content. */
async function choose(page: Page, name: string, content?: string): Promise<void> {
  const path = test.info().outputPath(name);
  if (content !== undefined) writeFileSync(path, content);
  await page.locator('input[type=file]').setInputFiles(path);
}

test('rows that are wrong are shown, and the others are started', async ({ page, demo }) => {
  await page.goto(new URL('/console/workflows/damage-check', demo.link).href);
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('heading', { name: 'Import human loops' })).toBeVisible();
  await expect(page.getByText('No imports yet')).toBeVisible();
  await page.getByRole('button', { name: 'Upload and check' }).click();
  await expect(page.getByText('Choose a file.')).toBeVisible();
  await expect(page.getByText('Something above is not right yet.', { exact: true })).toBeVisible();

  await choose(page, 'returns.csv', returns);
  await expect(page.getByRole('radio', { name: 'CSV' })).toBeChecked();
  await page.getByRole('combobox', { name: /Names of the human loops/ }).click();
  await page.getByRole('option', { name: 'id', exact: true }).click();
  await expect(page.getByRole('combobox', { name: /Names of the human loops/ })).toHaveValue('id');
  await page.getByRole('button', { name: 'Add a column' }).click();
  await page.getByRole('combobox', { name: /Column$/ }).fill('prediction.confidence');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Type Number/ })).toBeVisible();
  await seen(page, 'import-begin');
  await page.getByRole('button', { name: 'Upload and check' }).click();

  await expect(page.getByText('3 of 10 rows are wrong.')).toBeVisible();
  const problems = page.getByRole('table', { name: 'What is wrong with rows' });
  await expect(problems.getByRole('row').filter({ hasText: 'return-8' })).toContainText('number');
  await expect(problems.getByRole('row')).toHaveCount(4);
  await seen(page, 'import-checked');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download all as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^problems-.*\.csv$/);

  await page.getByRole('button', { name: 'Start only the 7 that are in order' }).click();
  await expect(page.getByText('7 human loops were started.')).toBeVisible();
  await seen(page, 'import-completed');
  // The next file is read in the same way, unless it is said otherwise.
  await page.getByRole('button', { name: 'Import another file' }).click();
  await expect(page.getByRole('combobox', { name: /Names of the human loops/ })).toHaveValue('id');
  await expect(page.getByRole('button', { name: /Type Number/ })).toBeVisible();
  await page.getByRole('link', { name: 'damage-check' }).click();
  for (const name of ['return-1', 'return-7'])
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
});

test('an upload that was left goes on with the same file, and can be cancelled', async ({ page, demo }) => {
  const line = `${JSON.stringify({ photo, note: 'x'.repeat(100_000) })}\n`;
  // What follows the first chunk never arrives, until the page was left.
  let left = false;
  await page.route(/\/imports\/[^/]+\/file\?/, async (route) => {
    const first = new URL(route.request().url()).searchParams.get('offset') === '0';
    if (first || left) await route.continue();
  });
  await page.goto(new URL('/console/workflows/damage-check/import', demo.link).href);
  await choose(page, 'many.jsonl', line.repeat(26));
  await expect(page.getByRole('radio', { name: 'JSON Lines' })).toBeChecked();
  await page.getByRole('button', { name: 'Upload and check' }).click();
  await expect(page.getByText('1 MB of 2.6 MB')).toBeVisible();
  await page.goto(new URL('/console/workflows/damage-check/import', demo.link).href);
  left = true;
  await page.getByRole('link', { name: 'many.jsonl' }).click();
  await expect(page.getByText(/Choose many.jsonl again to go on/)).toBeVisible();
  await seen(page, 'import-left');
  await choose(page, 'other.jsonl', 'short');
  await expect(page.getByText(/This is another file/)).toBeVisible();
  const id = new URL(page.url()).searchParams.get('import');
  await choose(page, 'many.jsonl');
  await expect(page.getByText('All 26 rows are in order.')).toBeVisible({ timeout: 60_000 });
  expect(new URL(page.url()).searchParams.get('import')).toBe(id);
  await page.getByRole('button', { name: 'Cancel the import' }).click();
  await page
    .getByRole('dialog', { name: 'Cancel this import?' })
    .getByRole('button', { name: 'Cancel the import' })
    .click();
  await expect(page.getByText('The import was cancelled.')).toBeVisible();
  await page.getByRole('button', { name: 'Import another file' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'many.jsonl' })).toContainText('Cancelled');
});
