// A forgotten password on the real server, which mails a link; and what is said where no
// mail is sent.
import { startServer } from './binary.ts';
import { type MailServer, plainTextOf, startMailServer } from './mail-server.ts';
import { test as base, expect, expectAccessible, look } from './mock/fixtures.ts';

interface House {
  url: string;
  email: string;
  mail: MailServer;
}

const test = base.extend<object, { house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the braces
    async ({}, use) => {
      const mail = await startMailServer();
      const served = await startServer({ FOUREYES_MAIL_URL: mail.url });
      await use({ url: served.url, email: served.email, mail });
      await served.stop();
      mail.stop();
    },
    { scope: 'worker' },
  ],
});

test('who has forgotten the password is mailed a link and chooses another', async ({ page, house }) => {
  await page.goto(`${house.url}/portal`);
  await page.getByLabel('E-mail').fill(house.email);
  await page.getByRole('button', { name: 'Forgot your password?' }).click();
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page.getByLabel('E-mail')).toHaveValue(house.email);
  await expectAccessible(page);
  await look(page, 'forgotten');
  await page.keyboard.press('Enter');
  const onItsWay = page.getByText('If there is an account with this address, a mail is on its way.');
  await expect(onItsWay).toBeVisible();
  await expectAccessible(page);
  await look(page, 'forgotten-sent');

  const link = /\S+#password=[\w-]+/.exec(plainTextOf(await house.mail.next()))?.[0] ?? '';
  expect(link).toContain(`${house.url}/portal#password=`);
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  await page.getByLabel('New password').fill('nine silver bells');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();
});

test('an address that nobody has gets the same answer, and signing in is one step back', async ({
  page,
  house,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${house.url}/portal`);
  await page.getByRole('button', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail').fill('nobody@example.org');
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await expect(
    page.getByText('If there is an account with this address, a mail is on its way.'),
  ).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectAccessible(page);
  await look(page, 'forgotten-narrow-dark');
  await page.getByRole('button', { name: 'Back to signing in' }).click();
  await expect(page.getByLabel('E-mail')).toHaveValue('nobody@example.org');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
});

test('a server that sends no mail says whom to ask', async ({ page, url }) => {
  await page.goto(`${url}/portal`);
  await page.getByRole('button', { name: 'Forgot your password?' }).click();
  await expect(page.getByText('Ask an operator for a link to choose a new password.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Mail me a link' })).toHaveCount(0);
  await expectAccessible(page);
  await look(page, 'forgotten-no-mail');
});
