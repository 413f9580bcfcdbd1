// The console on the real server, as those see it who run it: an operator whose disk
// fails, somebody who invites people and says what they are, a team lead, an auditor.
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { type Demo, startDemo } from './binary.ts';
import { test as base, expect, expectAccessible, look, taskPage } from './mock/fixtures.ts';

const everyone = 'Everyone-in-private-workforce';

interface House extends Demo {
  origin: string;
  /** objects is the folder in which the server keeps objects. */
  objects: string;
  admin: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;
}

const test = base.extend<{ admin: Page }, { house: House }>({
  // One server for all stories of this file.
  house: [
    async ({ browser }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'foureyes-operate-'));
      const demo = await startDemo({ TMPDIR: folder });
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(demo.link);
      await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
      const admin = await context.storageState();
      await context.close();
      const objects = join(folder, readdirSync(folder)[0] ?? '', 'objects');
      await use({ ...demo, origin: new URL(demo.link).origin, objects, admin });
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  admin: async ({ browser, house }, use) => {
    const context = await browser.newContext({ storageState: house.admin, baseURL: house.origin });
    await use(await context.newPage());
    await context.close();
  },
});

test.describe.configure({ mode: 'serial', timeout: 90_000 });

/** seen looks at a page in three widths. */
async function seen(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** invite adds somebody with a role and gives the page on which they are signed in. */
async function invite(
  admin: Page,
  browser: Browser,
  origin: string,
  email: string,
  role: object,
): Promise<Page> {
  const api = admin.request;
  const made = await api.post('/api/v1/users', { data: { email } });
  expect(made.status()).toBe(201);
  const roles = await api.put(`/api/v1/users/${email}/roles`, { data: { roles: [role] } });
  expect(roles.status()).toBe(200);
  const context = await browser.newContext({ baseURL: origin });
  const page = await context.newPage();
  await page.goto((await made.json()).signInLink);
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  return page;
}

test('an operator sees why an output could not be written, and replays it', async ({
  admin: page,
  house,
}) => {
  await page.goto('/portal');
  await page.getByRole('listitem').filter({ hasText: 'Is the product damaged?' }).getByRole('button').click();
  const frame = taskPage(page);
  await frame.getByRole('radio', { name: 'Broken' }).check();
  renameSync(house.objects, `${house.objects}.away`);
  writeFileSync(house.objects, 'the disk is gone');
  await frame.getByRole('button', { name: 'Submit' }).click();

  await page.goto('/console/jobs');
  const row = page.getByRole('row').filter({ hasText: 'Write the output' });
  await expect(row).toContainText('Failing', { timeout: 15_000 });
  await expect(row).toContainText('not a directory');
  await expect(row.getByRole('link')).toBeVisible();
  await seen(page, 'console-jobs');
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Replay selected (1)' }).click();
  await expect(page.getByText('1 job is tried again now.')).toBeVisible();

  rmSync(house.objects);
  renameSync(`${house.objects}.away`, house.objects);
  await page.getByRole('button', { name: 'Replay all that failed' }).click();
  await expect(page.getByText('Nothing waits')).toBeVisible({ timeout: 15_000 });
  await expectAccessible(page);
});

test('people are invited at once, one is made an auditor, shut out and let in again', async ({
  admin: page,
}) => {
  await page.goto('/console/people');
  await page.getByRole('button', { name: 'Invite people' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite people' });
  await dialog.getByLabel('E-mail addresses').fill('Ann <ann@example.com>\nbob@example.com, nobody');
  await expect(dialog.getByText('3 addresses')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Invite people' }).click();
  const results = page.getByRole('dialog', { name: 'Invited people' });
  await expect(results.getByText('2 of 3 were added.')).toBeVisible();
  await expect(results.getByRole('row').filter({ hasText: 'nobody' })).toContainText(
    'is not an e-mail address',
  );
  await expect(results.getByRole('row').filter({ hasText: 'ann@example.com' })).toContainText('#sign-in=');
  await expectAccessible(page);
  await results.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'bob@example.com' })).toBeVisible();
  await seen(page, 'console-people');

  await page.getByRole('link', { name: 'ann@example.com' }).click();
  await page.getByRole('button', { name: 'Add a role' }).click();
  await page.getByRole('button', { name: /Requester/ }).click();
  await page.getByRole('option', { name: /Auditor/ }).click();
  await page.getByRole('button', { name: 'Save roles' }).click();
  await expect(page.getByText('The roles were saved.')).toBeVisible();
  await seen(page, 'console-person');
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText('ann@example.com cannot sign in any more.')).toBeVisible();
  await page.getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByText('ann@example.com can sign in again.')).toBeVisible();
});

test('an access key is made with a policy of one’s own, changed, rotated and deleted', async ({
  admin: page,
}) => {
  await page.goto('/console/access-keys');
  await page.getByRole('button', { name: 'Create access key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create access key' });
  await dialog.getByLabel('User', { exact: true }).fill('ci');
  await dialog.getByRole('button', { name: 'Add a policy of your own' }).click();
  const document = dialog.getByLabel('Policy document (JSON)');
  const good = await document.inputValue();
  await document.fill('{"Version": ');
  await expect(dialog.getByText('This is not JSON')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Create access key' })).toBeDisabled();
  await document.fill(good.replace('"Allow"', '"Perhaps"'));
  await dialog.getByRole('button', { name: 'Create access key' }).click();
  await expect(dialog.getByText(/Policy own,/)).toBeVisible();
  await expectAccessible(page);
  await document.fill(good);
  await dialog.getByRole('button', { name: 'Create access key' }).click();
  const secret = page.getByRole('dialog', { name: 'Access key created' });
  await expect(secret.getByText('Secret access key')).toBeVisible();
  await secret.getByRole('button', { name: 'Done' }).click();
  await seen(page, 'console-keys');

  await page.getByRole('row').filter({ hasText: 'ci' }).getByRole('link').click();
  await page.getByRole('button', { name: 'Remove policy own' }).click();
  await page.getByRole('button', { name: 'Save policies' }).click();
  await expect(page.getByText('The key may do this from now on.')).toBeVisible();
  await seen(page, 'console-key');
  await page.getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
  const old = page.url();
  await page.getByRole('dialog', { name: 'New access key' }).getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => page.url()).not.toBe(old);
  await page.getByRole('button', { name: 'Delete' }).click();
  const id = page.url().split('/').pop() ?? '';
  await page.getByLabel(`To confirm, type ${id}`).fill(id);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(`${id} is gone.`)).toBeVisible();
});

test('an event target is added, tested, switched off and removed', async ({ admin: page }) => {
  await page.goto('/console/event-targets');
  await expect(page.getByText('No event targets')).toBeVisible();
  await page.getByRole('button', { name: 'Add event target' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add event target' });
  await dialog.getByRole('button', { name: /Webhook/ }).click();
  await page.getByRole('option', { name: 'NATS' }).click();
  await expect(dialog.getByLabel('Subject')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /NATS/ }).click();
  await page.getByRole('option', { name: 'Webhook' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('orders');
  await dialog.getByLabel('URL').fill('http://127.0.0.1:9/hook');
  await dialog.getByRole('button', { name: 'Add event target' }).click();
  const secret = page.getByRole('dialog', { name: 'orders was added' });
  await expect(secret.getByText(/whsec_/)).toBeVisible();
  await secret.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row').filter({ hasText: 'orders' }).getByRole('radio').check();
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await expect(page.getByText(/orders did not receive the test event/)).toBeVisible();
  await seen(page, 'console-events');
  await page.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText(/orders is switched off/)).toBeVisible();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('orders was removed.')).toBeVisible();
});

test('a work team is made, and the addresses are said from which people may answer', async ({
  admin: page,
}) => {
  await page.goto('/console/workforce');
  await expect(page.getByRole('link', { name: everyone })).toBeVisible();
  await seen(page, 'console-teams');
  await page.getByRole('button', { name: 'Create private team' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create private team' });
  await dialog.getByLabel('Team name').fill('clerks');
  await dialog.getByLabel('Description').fill('Who knows the forms');
  await expect(dialog.getByLabel('Groups')).toHaveValue('clerks');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create private team' }).click();
  await expect(page.getByText('clerks was created.')).toBeVisible();
  await expect(page.getByText('Nobody is in this team')).toBeVisible();

  await page.goto('/console/workforce');
  await page.getByRole('tab', { name: 'Private workforce' }).click();
  await page.getByRole('button', { name: 'Source IP ranges' }).click();
  const ranges = page.getByRole('dialog', { name: 'Source IP ranges' });
  await ranges.getByRole('textbox').fill('127.0.0.0/33');
  await expect(ranges.getByText('is not a CIDR range')).toBeVisible();
  await ranges.getByRole('textbox').fill('127.0.0.0/8\n::1/128');
  await ranges.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('127.0.0.0/8, ::1/128')).toBeVisible();
  await seen(page, 'console-workforce');
  await page.getByRole('button', { name: 'Use an OpenID Connect provider' }).click();
  await expect(page.getByLabel('Authorization endpoint')).toBeVisible();
  await expectAccessible(page);
});

test('a team lead says who is in their team, and sees nothing else', async ({ admin, browser, house }) => {
  const role = { role: 'team-lead', scope: 'clerks' };
  const page = await invite(admin, browser, house.origin, 'lea@example.com', role);
  await page.goto('/console/workforce/teams/clerks');
  await page.getByRole('button', { name: 'Add members' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add members' });
  await dialog.getByLabel('E-mail addresses').fill('bob@example.com\nstranger@example.com');
  await dialog.getByRole('button', { name: 'Add members' }).click();
  await expect(dialog.getByText('1 address was not added.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  const bob = page.getByRole('row').filter({ hasText: 'bob@example.com' });
  await expect(bob).toBeVisible();
  await seen(page, 'console-team');
  await bob.getByRole('radio').check();
  await page.getByRole('button', { name: 'Remove from team' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove from team' }).click();
  await expect(page.getByText('bob@example.com is not in the team any more.')).toBeVisible();
  await expect(page.getByText('Nobody is in this team')).toBeVisible();

  await page.goto(`/console/workforce/teams/${everyone}`);
  await expect(page.getByText('You may not do this').first()).toBeVisible();
  await page.goto('/console/access-keys');
  await expect(page.getByText('Your role does not open this page')).toBeVisible();
  expect((await page.request.get('/api/v1/access-keys')).status()).toBe(403);
  await page.context().close();
});

test('an auditor sees everything and changes nothing', async ({ admin, browser, house }) => {
  const page = await invite(admin, browser, house.origin, 'audrey@example.com', { role: 'auditor' });
  await page.goto('/console/audit');
  await expect(page.getByRole('row').filter({ hasText: 'foureyes:AddTeamMembers' })).toContainText(
    'lea@example.com',
  );
  await page.getByLabel('Who').fill('lea@example.com');
  await page.getByLabel('Who').press('Enter');
  await expect(page.getByRole('row').filter({ hasText: 'foureyes:SetUserRoles' })).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'foureyes:AddTeamMembers' })).toBeVisible();
  await seen(page, 'console-audit');
  await page.goto('/console/quotas');
  await expect(page.getByRole('row').filter({ hasText: 'Work teams' })).toContainText('25');
  await seen(page, 'console-quotas');

  const changes = {
    'access-keys': 'Create access key',
    people: 'Invite people',
    jobs: 'Replay all that failed',
    'event-targets': 'Add event target',
    workforce: 'Create private team',
    'workforce/teams/clerks': 'Add members',
  };
  for (const [path, change] of Object.entries(changes)) {
    await page.goto(`/console/${path}`);
    await expect(page.getByRole('table').first()).toBeVisible();
    await expect(page.getByRole('button', { name: change })).toHaveCount(0);
  }
  const api = page.request;
  expect((await api.get('/api/v1/users')).status()).toBe(200);
  expect((await api.post('/api/v1/saved-jobs/retry', { data: { allFailing: true } })).status()).toBe(403);
  expect(
    (await api.post('/api/v1/users/invitations', { data: { emails: ['x@example.com'] } })).status(),
  ).toBe(403);
  await page.context().close();
});
