// The console on the real server: a human loop started by hand, and an export as a file.
import { readFileSync } from 'node:fs';
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

test('a human loop is started by hand with the input of an earlier one', async ({ page, demo }) => {
  await page.goto(new URL('/console/workflows/damage-check', demo.link).href);
  await page.getByRole('button', { name: 'Start a human loop' }).click();
  await expect(page.getByRole('heading', { name: 'Start a human loop' })).toBeVisible();
  const input = page.getByLabel('Input content');
  await input.fill('{"photo": ');
  await expect(page.getByText('This is not JSON')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('By Hand');
  await page.getByRole('button', { name: 'Start human loop' }).click();
  await expect(page.getByText('A name has 1 to 63 lowercase letters')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use the input of the newest human loop' }).click();
  await expect(input).toHaveValue(/^\{\n {2}"/);
  await page.getByRole('button', { name: 'Try the template' }).click();
  await expect(page.getByText('The template can be rendered with this input.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('by-hand');
  await page.getByRole('button', { name: /Content classifiers/ }).click();
  await page.getByRole('option', { name: 'Free of adult content' }).click();
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `start-loop-${width}`);
  }
  await page.getByRole('button', { name: 'Start human loop' }).click();
  await expect(page.getByText('by-hand was started.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'by-hand' })).toBeVisible();
});

test('human loops are exported as a file', async ({ page, demo }) => {
  await page.goto(new URL('/console/workflows/damage-check', demo.link).href);
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export human loops of damage-check' });
  await expect(dialog.getByLabel('CSV')).toBeChecked();
  await dialog.getByRole('button', { name: /Status/ }).click();
  await page.getByRole('option', { name: 'InProgress' }).click();
  await expectAccessible(page);
  await look(page, 'export-loops');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('damage-check.csv');
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines[0]).toContain('humanLoopName,humanLoopStatus,creationTime');
  expect(lines[0]).toContain('input.prediction.confidence');
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines.slice(1)) expect(line).toContain(',InProgress,');
});
