// The template preview of the real binary: an author's editor on one side, the
// browser on the other.
import { writeFile } from 'node:fs/promises';
import { startPreview } from './binary.ts';
import { expect, expectAccessible, look, taskPage, test } from './mock/fixtures.ts';

test('an author sees the page, its answer, and each change', async ({ page }, info) => {
  const template = info.outputPath('review.liquid.html');
  const input = info.outputPath('input.json');
  const form = (more: string) =>
    `<crowd-form><h1>{{ task.input.title }}</h1><crowd-input name="reason" label="Reason"></crowd-input>${more}</crowd-form>`;
  await writeFile(template, form(''));
  await writeFile(input, '{"title":"Is it right?"}');
  const preview = await startPreview(template, '--input', input, '--watch');

  await page.goto(preview.link);
  const task = taskPage(page);
  await expect(task.getByRole('heading', { name: 'Is it right?' })).toBeVisible();
  await expect(page.getByText('Nothing to complain about.')).toBeVisible();
  await task.getByLabel('Reason').fill('because');
  await task.getByRole('button', { name: 'Submit' }).click();
  await expect(page.locator('pre')).toHaveText(/\{\s*"reason": "because"\s*\}/);
  await expectAccessible(page);
  await look(page, 'template-preview');

  await writeFile(template, form('<crowd-inptu name="more">{{ task.input.gone }}</crowd-inptu>'));
  await expect(page.getByText('Was <crowd-input> meant?')).toBeVisible();
  await expect(page.getByText('The input has no task.input.gone')).toBeVisible();
  await expect(task.getByLabel('Reason')).toHaveValue('because');

  await writeFile(template, '{% if %}');
  await expect(task.getByText('The template cannot be rendered')).toBeVisible();
  await page.setViewportSize({ width: 320, height: 700 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide, 'nothing stands out at the side at 320 px').toBe(false);
  await page.close();
  await preview.stop();
});
