// Who sees what in the console: a worker nothing, a requester what requesters do, and
// nobody what their role does not allow, whatever the page shows.
import { expect, type Page, test } from '@playwright/test';
import { type Served, startServer } from './binary.ts';
import { expectAccessible } from './mock/fixtures.ts';
import { invite, type Role } from './people.ts';

let server: Served;

test.beforeAll(async () => {
  server = await startServer();
});

test.afterAll(async () => {
  await server.stop();
});

/** enter adds somebody with roles and signs them in. */
async function enter(page: Page, email: string, ...roles: Role[]): Promise<void> {
  const { signInLink } = await invite(server, email, ...roles);
  await page.goto(signInLink);
}

test('a worker is told that the console is not for them', async ({ page }) => {
  await enter(page, 'worker-only@example.com');
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Console' })).toHaveCount(0);
  await page.goto(`${server.url}/console/workflows`);
  await expect(page.getByText('This account has no role in the console')).toBeVisible();
  await expectAccessible(page);
  const asked = await page.request.get(`${server.url}/api/v1/users`);
  expect(asked.status()).toBe(403);
});

test('a requester finds workflows and templates, and no operations', async ({ page }) => {
  await enter(page, 'requester@example.com', { role: 'requester' });
  await page.getByRole('link', { name: 'Console' }).click();
  const pages = page.getByRole('navigation');
  await expect(pages.getByRole('link', { name: 'Human review workflows' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Access keys' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Audit' })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(`${server.url}/console/audit`);
  await expect(page.getByText('Your role does not open this page')).toBeVisible();
  const deleted = await page.request.post(`${server.url}/api/v1/aws/000000000000/us-east-1/`, {
    headers: {
      'X-Amz-Target': 'SageMaker.DeleteFlowDefinition',
      'Content-Type': 'application/x-amz-json-1.1',
    },
    data: { FlowDefinitionName: 'of-somebody-else' },
  });
  expect(await deleted.json()).toMatchObject({ __type: 'AccessDeniedException' });
});

test('who is not signed in comes back to the page they asked for', async ({ page }) => {
  await page.goto(`${server.url}/console/workflows?x=1`);
  await page.getByLabel('E-mail').fill(server.email);
  await page.getByLabel('Password', { exact: true }).fill(server.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: /Human review workflows/ })).toBeVisible();
  expect(page.url()).toBe(`${server.url}/console/workflows?x=1`);
});

/** refused notes what the server refuses a page because of its person's roles. */
function refused(page: Page): string[] {
  const refusals: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 403) refusals.push(response.url());
  });
  return refusals;
}

test('an auditor of another account sees its metrics and the data directory', async ({ page }) => {
  const refusals = refused(page);
  await enter(page, 'auditor@example.com', { role: 'auditor', account: '000000000042' });
  await page.getByRole('link', { name: 'Console' }).click();
  const pages = page.getByRole('navigation');
  await expect(pages.getByRole('link', { name: 'Audit' })).toBeVisible();
  await expect(pages.getByRole('link', { name: 'Jobs' })).toHaveCount(0);
  await pages.getByRole('link', { name: 'Metrics' }).click();
  await expect(page.getByText('Nothing yet')).toHaveCount(4);
  await pages.getByRole('link', { name: 'Data directory' }).click();
  await page.getByRole('link', { name: 'aws.sagemaker_human_loop' }).click();
  await expect(page.getByRole('rowheader', { name: 'human_loop_status' })).toBeVisible();
  expect(refusals).toEqual([]);
});

test('a requester of another account is offered templates to begin with', async ({ page }) => {
  await enter(page, 'elsewhere@example.com', { role: 'requester', account: '000000000042' });
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();
  const starters = page.waitForResponse(/\/api\/v1\/template-starters/);
  await page.goto(`${server.url}/console/create-template`);
  expect((await starters).status()).toBe(200);
});
