// The console on the real server, filled by the demo: what a requester does from the
// list of workflows to a finished loop, and what deleting one says and does.
import { type Demo, startDemo } from './binary.ts';
import { test as base, expect, expectAccessible, taskPage } from './mock/fixtures.ts';

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

test('from the portal to the console: workflows, their loops, one loop with its answer', async ({
  page,
  demo,
}) => {
  await page.getByRole('listitem').filter({ hasText: 'Is the product damaged?' }).getByRole('button').click();
  const frame = taskPage(page);
  await frame.getByRole('radio', { name: 'Broken' }).check();
  await frame.getByRole('button', { name: 'Submit' }).click();
  await page.locator('.back').click();
  await page.getByRole('link', { name: 'Console' }).click();
  await page.getByRole('link', { name: 'Human review workflows' }).click();
  const row = page.getByRole('row').filter({ hasText: 'damage-check' });
  await expect(row).toContainText('Active');
  await expect(row.getByRole('cell').nth(3)).toHaveText('1');
  await expectAccessible(page);
  await row.getByRole('link', { name: 'damage-check' }).click();
  await expect(page.getByRole('heading', { name: 'damage-check' })).toBeVisible();
  await page.getByRole('button', { name: 'Any status' }).click();
  await page.getByRole('option', { name: 'Completed' }).click();
  const done = page.getByRole('row').filter({ hasText: '1 of 1' });
  await expect(done).toHaveCount(1);
  await expectAccessible(page);
  await done.getByRole('link').click();
  const answers = page.getByRole('table', { name: 'Answers' });
  await expect(answers).toContainText('Broken');
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Task' }).click();
  await expect(page.frameLocator('.task-frame').getByRole('button', { name: 'Submit' })).toBeVisible();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await expect(page.getByRole('table', { name: 'Timeline' })).toContainText('Answer submitted');
  expect(demo.link).toBeTruthy();
});

test('a workflow is created step by step, and deleted after its dialog has said what will happen', async ({
  page,
  demo,
}) => {
  await page.goto(new URL('/console/create-workflow', demo.link).href);
  await page.getByLabel('Name', { exact: true }).fill('Second Look');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('A name has 1 to 63 lowercase letters')).toBeVisible();
  await expect(page.getByText('Choose a bucket, or make one.')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Name', { exact: true }).fill('second-look');
  await page.getByRole('button', { name: 'Make a bucket' }).click();
  await page.getByLabel('Name of the bucket').fill('second-looks');
  await page.getByRole('button', { name: 'Make', exact: true }).click();
  await expect(page.getByRole('button', { name: /second-looks/ })).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByLabel('Expression').fill('input.confidence < 0.7');
  await page.getByRole('button', { name: 'JSON' }).click();
  await expect(page.getByLabel('JSON', { exact: true }).last()).toHaveValue(
    /"Expression": "input.confidence < 0.7"/,
  );
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next' }).click();

  await page.locator('button', { hasText: 'Worker task template' }).click();
  await page.getByRole('option', { name: 'damage-check' }).click();
  await page.getByLabel('Task title').fill('Look again');
  await page.getByLabel('Task description').fill('Is the first judgement right?');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('button', { name: /Everyone-in-private-workforce/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('s3://second-looks')).toBeVisible();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByText('second-look was created.')).toBeVisible();

  await page.getByRole('link', { name: 'Human review workflows' }).first().click();
  await page.getByRole('row').filter({ hasText: 'damage-check' }).getByRole('radio').check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete damage-check?' });
  await expect(dialog).toContainText('6 human loops that nobody has begun are stopped and deleted.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('damage-check is being deleted.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'damage-check' })).toHaveCount(0);
});

test('a workflow that somebody works on is Deleting in the list until they are done', async ({
  page,
  demo,
}) => {
  const { origin } = new URL(demo.link);
  const api = page.request;
  const taken = await api.post(`${origin}/api/v1/jobs/damage-check/next`);
  const { id } = (await taken.json()) as { id: string };
  await page.goto(`${origin}/console/workflows`);
  const row = page.getByRole('row').filter({ hasText: 'damage-check' });
  await row.getByRole('radio').check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete damage-check?' });
  await expect(dialog).toContainText('5 human loops that nobody has begun are stopped and deleted.');
  await expect(dialog).toContainText('1 human loop is being worked on.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText('Active');

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(row).toContainText('Deleting');
  await expectAccessible(page);
  const answerContent = { damage: { label: 'Intact' } };
  const submitted = await api.post(`${origin}/api/v1/assignments/${id}/submit`, { data: { answerContent } });
  expect(submitted.ok()).toBe(true);
  await expect(row).toHaveCount(0);
});
