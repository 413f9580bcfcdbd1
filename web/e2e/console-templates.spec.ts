// The console on the real server: templates from a starter to a page that workers see,
// and tried before they are created.
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

const preview = (page: Page) => page.frameLocator('.task-frame');

test('a template is begun with a starter and tried in its preview', async ({ page, demo }) => {
  test.slow();
  await page.goto(new URL('/console/templates', demo.link).href);
  await expect(page.getByRole('row').filter({ hasText: 'damage-check' })).toBeVisible();
  await expectAccessible(page);
  await look(page, 'templates');
  await page.getByRole('button', { name: 'Create template' }).click();

  await page.getByRole('button', { name: 'Begin with' }).click();
  await page.getByRole('option', { name: 'Approve or reject' }).click();
  await expect(page.getByText('Nothing to complain about.')).toBeVisible();
  const reject = preview(page).getByRole('radio', { name: 'Reject' });
  // A page that is overtaken while it loads can be asked for once more.
  await expect(async () => {
    if (!(await reject.isVisible())) await page.getByRole('button', { name: 'Start again' }).click();
    await expect(reject).toBeVisible({ timeout: 5000 });
  }).toPass();
  await reject.check();
  await preview(page).getByRole('textbox', { name: 'Reason' }).fill('Advertising');
  await expectAccessible(page);
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `create-template-${width}`);
  }
});
