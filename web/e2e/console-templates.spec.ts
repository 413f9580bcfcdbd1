// The console on the real server: templates from a starter to a page that workers see,
// and tried before they are created.
import type { Page } from '@playwright/test';
import { type Demo, startDemo } from './binary.ts';
import { test as base, expect, expectAccessible, look } from './mock/fixtures.ts';

/** patience is how long, in milliseconds, what the server renders may take on a busy machine. */
const patience = { timeout: 30_000 };

const test = base.extend<{ demo: Demo }>({
  demo: async ({ page }, use) => {
    const demo = await startDemo();
    await page.goto(demo.link);
    await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible(patience);
    await use(demo);
    await page.close();
    await demo.stop();
  },
});

const preview = (page: Page) => page.frameLocator('.task-frame');

/** beginWith opens the editor of a new template with a starter, and waits for its page. */
async function beginWith(page: Page, demo: Demo, starter: string, shows: string): Promise<void> {
  await page.goto(new URL('/console/create-template', demo.link).href);
  const choice = page.getByRole('button', { name: 'Begin with' });
  // The list may move as it opens, and put another starter under the mouse.
  await expect(async () => {
    await choice.click(patience);
    await page.getByRole('option', { name: starter }).click({ timeout: 5000 });
    await expect(choice).toContainText(starter, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText('Nothing to complain about.')).toBeVisible(patience);
  await expect(preview(page).getByText(shows).first()).toBeVisible(patience);
}

/** create presses the button by key: what comes above it meanwhile moves it from under a mouse. */
async function create(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create template' }).press('Enter');
}

test('a template is begun with a starter and tried in its preview', async ({ page, demo }) => {
  test.setTimeout(180_000);
  await page.goto(new URL('/console/templates', demo.link).href);
  await expect(page.getByRole('row').filter({ hasText: 'damage-check' })).toBeVisible(patience);
  await expectAccessible(page);
  await look(page, 'templates');

  await beginWith(page, demo, 'Approve or reject', 'Reject');
  await preview(page).getByRole('radio', { name: 'Reject' }).check();
  await preview(page).getByRole('textbox', { name: 'Reason' }).fill('Advertising');
  await expectAccessible(page);

  // What was filled in outlives a change of the language, and what came of it is shown.
  await page.getByRole('button', { name: /^Language of the elements/ }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  const submit = preview(page).getByRole('button', { name: 'Absenden' });
  await expect(submit).toBeVisible(patience);
  await expect(preview(page).getByRole('textbox', { name: 'Reason' })).toHaveValue('Advertising');
  await submit.click();
  await expect(page.getByText('"Advertising"')).toBeVisible();
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(preview(page).getByRole('textbox', { name: 'Reason' })).toHaveValue('', patience);
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `create-template-${width}`);
  }
});

test('a mistake is found at its line; a template is created, copied and deleted', async ({ page, demo }) => {
  test.setTimeout(180_000);
  await beginWith(page, demo, 'Approve or reject', 'Reject');
  const editor = page.getByRole('textbox', { name: 'Template' });
  await editor.press('Control+Home');
  await page.keyboard.insertText('{{ task.input.text | shout }}\n');
  const line = page.getByRole('link', { name: 'Line 1' });
  await expect(line).toBeVisible(patience);
  await expect(page.locator('.cm-finding-error')).toBeVisible();
  await look(page, 'create-template-mistake');
  await editor.press('Control+End');
  await line.click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Delete');
  await expect(page.getByText('Nothing to complain about.')).toBeVisible(patience);

  await page.getByRole('textbox', { name: 'Name' }).fill('Checks');
  await create(page);
  await expect(page.getByText(/^A name has 1 to 63 lowercase/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('checks');
  await create(page);
  await expect(page.getByText('checks was created.')).toBeVisible(patience);

  await page.getByRole('button', { name: 'Create another from it' }).click();
  await expect(page.getByText('A copy of checks')).toBeVisible(patience);
  await expect(editor).toContainText('crowd-form');
  await page.getByRole('textbox', { name: 'Name' }).fill('checks-again');
  await create(page);
  await expect(page.getByRole('heading', { name: 'checks-again', level: 1 })).toBeVisible(patience);

  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('The name is free again at once.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('checks-again was deleted.')).toBeVisible(patience);
  const rows = page.getByRole('row');
  await expect(rows.filter({ hasText: 'checks' })).toHaveCount(1, patience);
});
