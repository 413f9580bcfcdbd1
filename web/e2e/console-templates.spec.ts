// The console on the real server: templates from a starter to a page that workers see,
// tried before they are created, copied, and deleted.
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

test('a template is begun with a starter, tried, created, copied and deleted', async ({ page, demo }) => {
  test.slow();
  await page.goto(new URL('/console/templates', demo.link).href);
  await expect(page.getByRole('row').filter({ hasText: 'damage-check' })).toBeVisible();
  await expectAccessible(page);
  await look(page, 'templates');
  await page.getByRole('button', { name: 'Create template' }).click();

  await page.getByRole('button', { name: 'Begin with' }).click();
  await page.getByRole('option', { name: 'Approve or reject' }).click();
  await expect(page.getByText('Nothing to complain about.')).toBeVisible();
  await preview(page).getByRole('radio', { name: 'Reject' }).check();
  await preview(page).getByRole('textbox', { name: 'Reason' }).fill('Advertising');
  await expectAccessible(page);
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `create-template-${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });

  // What was filled in stays when the template changes, and is sent nowhere but here.
  const editor = page.getByRole('textbox', { name: 'Template', exact: true });
  await editor.getByText('May it be published?').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('<crowd-inptu name="x">');
  await expect(page.getByText(/crowd-inptu.*crowd-input/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Line 6' }).first()).toBeVisible();
  await expect(preview(page).getByRole('textbox', { name: 'Reason' })).toHaveValue('Advertising');
  await page.keyboard.press('ControlOrMeta+Z');
  await page.keyboard.press('ControlOrMeta+Z');
  await preview(page).getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByLabel('JSON', { exact: true })).toContainText('"reason": "Advertising"');
  await page.getByRole('button', { name: 'Phone' }).click();
  await expect(page.locator('.task-frame')).toHaveCSS('width', '360px');
  await page.getByRole('button', { name: 'Language of the elements' }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await expect(preview(page).getByRole('button', { name: 'Absenden' })).toBeVisible();

  // A closed tab costs nothing.
  await page.getByLabel('Name', { exact: true }).fill('Publish');
  await page.reload();
  await expect(page.getByText('This is your draft from before.')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Publish');
  await page.getByRole('button', { name: 'Create template' }).click();
  await expect(page.getByText('A name has 1 to 63 lowercase letters')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('publish');
  await page.getByRole('button', { name: 'Create template' }).click();
  await expect(page.getByText('publish was created.')).toBeVisible();

  await expect(page.getByText('No human review workflow uses it.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Template', exact: true })).toContainText(
    'crowd-radio-group',
  );
  await expectAccessible(page);
  await look(page, 'template');
  await page.getByRole('button', { name: 'Create another from it' }).click();
  await expect(page.getByText('A copy of publish')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Template', exact: true })).toContainText(
    'crowd-radio-group',
  );

  await page.goto(new URL('/console/templates/publish', demo.link).href);
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete publish?' });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('publish was deleted.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'publish' })).toHaveCount(0);
  await page.getByRole('link', { name: 'damage-check' }).click();
  await expect(page.getByRole('link', { name: 'damage-check' }).last()).toBeVisible();
});

test('every starter is a page that workers could begin', async ({ page, demo }) => {
  test.setTimeout(240_000);
  await page.goto(new URL('/console/create-template', demo.link).href);
  await expect(preview(page).getByRole('button', { name: 'Submit' })).toBeVisible();
  await page.getByRole('button', { name: 'Begin with' }).click();
  const titles = await page.getByRole('option').allInnerTexts();
  expect(titles.length).toBeGreaterThan(20);
  await page.keyboard.press('Escape');
  for (const title of titles) {
    await page.getByRole('button', { name: 'Begin with' }).click();
    const shown = page.waitForResponse(/template-previews/);
    await page.getByRole('option', { name: title, exact: true }).click();
    expect((await shown).status()).toBe(200);
    await expect(page.locator('.template-stage[aria-busy="false"] .task-frame')).toBeVisible();
    await expect(page.getByText('Nothing to complain about.')).toBeVisible();
    await expect(page.getByText('The page loads nothing')).toBeHidden();
  }
});
