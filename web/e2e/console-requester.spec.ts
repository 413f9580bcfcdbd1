// A requester's way on the real server: from an empty account to the first answer, all
// in the console, and then who did what until then.
import type { Browser, Page } from '@playwright/test';
import { type Served, startServer } from './binary.ts';
import { test as base, expect, expectAccessible, look, startWorking, taskPage } from './mock/fixtures.ts';
import { invite } from './people.ts';

/** patience is how long, in milliseconds, what the server renders may take on a busy machine. */
const patience = { timeout: 30_000 };

const test = base.extend<{ served: Served }>({
  served: async ({ page }, use) => {
    const served = await startServer();
    await use(served);
    // Before its server goes, or it would complain of that.
    await page.close();
    await served.stop();
  },
});

const input = { text: 'My lamp arrived broken.', labels: ['Delivery', 'Damage', 'Payment'] };

/** createTemplate makes the template "topics" from a starter. */
async function createTemplate(page: Page, served: Served): Promise<void> {
  await page.goto(`${served.url}/console/create-template`);
  const choice = page.getByRole('button', { name: 'Begin with' });
  // The list may move as it opens, and put another starter under the mouse.
  await expect(async () => {
    await choice.click(patience);
    await page.getByRole('option', { name: 'Text classification: one category' }).click({ timeout: 5000 });
    await expect(choice).toContainText('Text classification: one', { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText('Nothing to complain about.')).toBeVisible(patience);
  await page.getByRole('textbox', { name: 'Name' }).fill('topics');
  await page.getByRole('button', { name: 'Create template' }).press('Enter');
  await expect(page.getByText('topics was created.')).toBeVisible(patience);
}

/** createWorkflow goes through the steps that make the workflow "topics", with a bucket of its own. */
async function createWorkflow(page: Page, served: Served): Promise<void> {
  await page.goto(`${served.url}/console/create-workflow`);
  await page.getByLabel('Name', { exact: true }).fill('topics');
  await page.getByRole('button', { name: 'Make a bucket' }).click();
  await page.getByLabel('Name of the bucket').fill('topics-of-mail');
  await page.getByRole('button', { name: 'Make', exact: true }).click();
  await expect(page.getByRole('button', { name: /topics-of-mail/ })).toBeVisible();
  const next = page.getByRole('button', { name: 'Next' });
  await next.click();
  await expect(page.getByRole('heading', { name: 'Task type', level: 1 })).toBeVisible();
  await next.click();
  await page.locator('button', { hasText: 'Worker task template' }).click();
  await page.getByRole('option', { name: 'topics' }).click();
  await page.getByLabel('Task title').fill('Sort the mail');
  await page.getByLabel('Task description').fill('What is each message about?');
  await next.click();
  await expect(page.getByRole('button', { name: /Everyone-in-private-workforce/ })).toBeVisible();
  await next.click();
  await expect(page.getByText('s3://topics-of-mail')).toBeVisible();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByText('topics was created.')).toBeVisible();
}

/** answer has somebody else sign in and answer the only task. */
async function answer(browser: Browser, served: Served): Promise<void> {
  const { signInLink } = await invite(served, 'walter@example.com');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(signInLink);
  await expect(page.getByRole('listitem').filter({ hasText: 'Sort the mail' })).toBeVisible();
  await startWorking(page);
  await taskPage(page).getByRole('radio', { name: 'Damage' }).check();
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('Submitted. No further task is waiting.')).toBeVisible();
  await context.close();
}

test('a requester goes from a template to the first answer, and sees who did what', async ({
  page,
  browser,
  served,
}) => {
  test.setTimeout(240_000);
  const { signInLink } = await invite(served, 'rita@example.com', { role: 'requester' });
  await page.goto(signInLink);
  await expect(page.getByRole('link', { name: 'Console' })).toBeVisible();
  await createTemplate(page, served);
  await createWorkflow(page, served);

  await page.goto(`${served.url}/console/workflows/topics/start`);
  await page.getByLabel('Input content').fill(JSON.stringify(input));
  await page.getByLabel('Name', { exact: true }).fill('mail-1');
  await page.getByRole('button', { name: 'Start human loop' }).click();
  await expect(page.getByText('mail-1 was started.')).toBeVisible();
  await expect(page.getByText('No answers yet')).toBeVisible();
  await answer(browser, served);
  await expect(page.getByRole('table', { name: 'Answers' })).toContainText('Damage', patience);
  await expect(page.getByText(/^s3:\/\/topics-of-mail\/.*output\.json$/)).toBeVisible(patience);

  await page.goto(`${served.url}/console/workflows/topics?tab=activity`);
  const table = page.getByRole('table', { name: 'Activity' });
  const done = (action: string) => table.getByRole('row').filter({ hasText: action });
  await expect(done('sagemaker:CreateFlowDefinition')).toContainText('rita@example.com');
  await expect(done('sagemaker:StartHumanLoop')).toContainText('rita@example.com');
  await expect(done('foureyes:Submit')).toContainText('walter@example.com');
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `activity-${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Every action' }).click();
  await page.getByRole('option', { name: 'Workflow and human loops' }).click();
  await expect(done('foureyes:Submit')).toHaveCount(0);
  await done('sagemaker:StartHumanLoop').getByRole('link', { name: 'mail-1' }).click();
  await expect(page.getByRole('heading', { name: 'mail-1', level: 1 })).toBeVisible();
});
