// People's own accounts on the real server: the first day of somebody invited, a guesser
// who is locked out, and an authenticator app, also where the server requires one.
import { createHmac } from 'node:crypto';
import type { Browser } from '@playwright/test';
import { type Served, startServer } from './binary.ts';
import { test as base, expect, expectAccessible, look } from './mock/fixtures.ts';
import { asOperator, invite } from './people.ts';

const test = base.extend<object, { served: Served; strict: Served }>({
  served: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the braces
    async ({}, use) => {
      const served = await startServer();
      await use(served);
      await served.stop();
    },
    { scope: 'worker' },
  ],
  // strict requires a second factor of everybody.
  strict: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the braces
    async ({}, use) => {
      const served = await startServer({ FOUREYES_REQUIRE_TOTP: 'everybody' });
      await use(served);
      await served.stop();
    },
    { scope: 'worker' },
  ],
});

async function elsewhere(browser: Browser, served: Served, email: string, password: string): Promise<void> {
  const context = await browser.newContext();
  const answer = await context.request.post(`${served.url}/api/v1/session`, { data: { email, password } });
  expect(answer.status()).toBe(200);
  await context.close();
}

test('the first day of somebody invited: a password, the account, another password', async ({
  page,
  browser,
  served,
}) => {
  const { invitationLink } = await invite(served, 'bob@example.com');
  await page.goto(invitationLink);
  expect(page.url()).not.toContain('invitation');
  await expect(page.getByLabel('E-mail')).toHaveValue('bob@example.com');
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.getByLabel('Name').fill('Bob Builder');
  await page.getByLabel('New password').fill('bob12345');
  await expect(page.getByText('Easy to guess.')).toBeVisible();
  await page.getByLabel('New password').fill('four green apples');
  await expect(page.getByText('Strong.')).toBeVisible();
  await expectAccessible(page);
  await look(page, 'account-invited');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();

  await elsewhere(browser, served, 'bob@example.com', 'four green apples');
  await page.getByRole('link', { name: 'Account of Bob Builder' }).click();
  await expect(page).toHaveURL(/\/portal\/account$/);
  const places = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem');
  await expect(places).toHaveCount(2);
  await expect(places.filter({ hasText: 'This browser' })).toHaveCount(1);
  await expectAccessible(page);
  await look(page, 'account');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 640 });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await look(page, 'account-narrow-dark');
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(places).toHaveCount(1);

  await elsewhere(browser, served, 'bob@example.com', 'four green apples');
  await page.getByLabel('Current password').fill('wrong');
  await page.getByLabel('New password').fill('five yellow pears');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('The current password is wrong.');
  await page.getByLabel('Current password').fill('four green apples');
  await page.getByLabel('New password').fill('five yellow pears');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Password saved.')).toBeVisible();
  await expect(places).toHaveCount(1);
  await page.goto(invitationLink);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();
});

test('a guesser is locked out, an operator unlocks, and a link sets another password', async ({
  page,
  served,
}) => {
  const email = 'carol@example.com';
  const { invitationLink } = await invite(served, email);
  await page.goto(invitationLink);
  await page.getByLabel('New password').fill('seven black cats');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).click();
  for (let guess = 0; guess < 10; guess++) {
    const answer = await page.request.post(`${served.url}/api/v1/session`, {
      data: { email, password: `guess number ${guess}` },
    });
    expect(answer.status()).toBe(401);
  }
  const signIn = async (password: string) => {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  await signIn('seven black cats');
  await expect(page.getByRole('alert')).toContainText('Too many failed attempts to sign in.');
  await expectAccessible(page);
  await asOperator(served, 'POST', `/users/${email}/unlock`);
  await signIn('seven black cats');
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();

  const { passwordLink } = await asOperator<{ passwordLink: string }>(
    served,
    'POST',
    `/users/${email}/password-link`,
  );
  await page.goto('about:blank');
  await page.goto(passwordLink);
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  await page.getByLabel('New password').fill('eight white doves');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();
  await page.goto('about:blank');
  await page.goto(passwordLink);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn('eight white doves');
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();
});

/** appCode is what an authenticator app shows for a key (RFC 6238), some steps of 30 seconds from now. */
function appCode(key: string, steps = 0): string {
  const bits = [...key].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes =
    bits
      .join('')
      .match(/.{8}/g)
      ?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const sum = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  const number = sum.readUInt32BE((sum[19] ?? 0) & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('an authenticator app is set up, asked for, lost, and turned off', async ({ page, served }) => {
  const email = 'dora@example.com';
  const { invitationLink } = await invite(served, email);
  await page.goto(invitationLink);
  await page.getByLabel('New password').fill('nine silver bells');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Account of dora' }).click();
  const part = page.getByRole('region', { name: 'Second factor' });
  await part.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await expect(part.getByLabel('Current password')).toBeFocused();
  await part.getByLabel('Current password').fill('nine silver bells');
  await page.keyboard.press('Enter');
  await expect(part.getByRole('img', { name: 'QR code of the key below' })).toBeVisible();
  const key = (await part.locator('code').innerText()).replaceAll(' ', '');
  await expectAccessible(page);
  await look(page, 'account-factor-scan');
  await part.getByRole('textbox', { name: 'Code' }).fill(appCode(key));
  await page.keyboard.press('Enter');
  await expect(part.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible();
  const codes = await part.locator('.codes li').allInnerTexts();
  expect(codes).toHaveLength(10);
  await expectAccessible(page);
  await look(page, 'account-factor-codes');
  await part.getByRole('button', { name: 'I have kept them' }).click();
  await expect(part.getByText('10 recovery codes are left.')).toBeVisible();

  const signIn = async () => {
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('nine silver bells');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Code' })).toBeFocused();
  };
  await signIn();
  await expectAccessible(page);
  await look(page, 'account-factor-sign-in');
  await page.getByRole('textbox', { name: 'Code' }).fill('not this one');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('The code is wrong, or was used before.');
  await page.getByRole('textbox', { name: 'Code' }).fill(appCode(key, 1));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();

  await signIn();
  await page.getByRole('textbox', { name: 'Code' }).fill(codes[0] ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Account of dora' }).click();
  await expect(part.getByText('9 recovery codes are left.')).toBeVisible();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await part.getByRole('textbox', { name: 'Code' }).fill(codes[1] ?? '');
  await part.getByRole('button', { name: 'New recovery codes' }).click();
  await expect(part.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible();
  const renewed = await part.locator('.codes li').allInnerTexts();
  expect(renewed.filter((code) => !codes.includes(code))).toHaveLength(10);
  await part.getByRole('button', { name: 'I have kept them' }).click();
  await expect(part.getByText('10 recovery codes are left.')).toBeVisible();
  await part.getByRole('textbox', { name: 'Code' }).fill(codes[2] ?? '');
  await page.keyboard.press('Enter');
  await expect(part.getByRole('alert')).toHaveText('The code is wrong, or was used before.');
  await part.getByRole('textbox', { name: 'Code' }).fill(renewed[0] ?? '');
  await page.keyboard.press('Enter');
  await expect(part.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible();
});

test('where a second factor is required, it is set up before anything else', async ({ page, strict }) => {
  await page.goto(`${strict.url}/console/people`);
  await page.getByLabel('E-mail').fill(strict.email);
  await page.getByLabel('Password', { exact: true }).fill(strict.password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('This server asks for a second factor')).toBeVisible();
  await expect(page.getByLabel('Current password')).toBeFocused();
  await expectAccessible(page);
  await look(page, 'account-factor-required');
  await page.goto(`${strict.url}/console/people`); // leads to the same
  await expect(page.getByLabel('Current password')).toBeFocused();
  expect((await page.request.get(`${strict.url}/api/v1/jobs`)).status()).toBe(403);
  await page.getByLabel('Current password').fill(strict.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Code' })).toBeFocused();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await look(page, 'account-factor-required-narrow');
  const key = (await page.locator('.second-factor code').innerText()).replaceAll(' ', '');
  await page.getByRole('textbox', { name: 'Code' }).fill(appCode(key));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page).toHaveURL(/\/console\/people$/);
});
