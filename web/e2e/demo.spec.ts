// The portal on the real server: a newcomer's first minutes with the demo.
import { type Demo, startDemo } from './binary.ts';
import { test as base, expect, expectAccessible, framesInUse, look, taskPage } from './mock/fixtures.ts';

const test = base.extend<{ demo: Demo }>({
  demo: async ({ page }, use) => {
    const demo = await startDemo();
    await use(demo);
    // Before its server goes, or it would complain of that.
    await page.close();
    await demo.stop();
  },
});

const card = (page: import('@playwright/test').Page, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });

test('sign in by the link, classify photos, see the next and the next', async ({ page, demo }) => {
  await page.goto(demo.link);
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  expect(page.url()).not.toContain('sign-in');
  await card(page, 'Is the product damaged?').getByRole('button').click();
  const frame = taskPage(page);
  await expect(frame.getByRole('img', { name: 'Photo of the returned product' })).toBeVisible();
  const shown = () => frame.locator('figcaption').textContent();
  const first = await shown();
  await frame.getByRole('radio', { name: 'Broken' }).check();
  await frame.getByRole('button', { name: 'Submit' }).click();
  await expect.poll(shown).not.toBe(first);
  const second = await shown();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await expect.poll(shown).not.toBe(second);
  await page.locator('.back').click();
  await expect(page.getByText('In your hands', { exact: true })).toBeVisible();
});

test('judge an answer by keyboard alone', async ({ page, demo }) => {
  await page.goto(demo.link);
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  await card(page, 'Judge an answer to a customer').getByRole('button').focus();
  await page.keyboard.press('Enter');
  const frame = taskPage(page);
  const question = frame.locator('.text p').first();
  const first = await question.textContent();
  await page.keyboard.press('Control+Enter');
  await expect(frame.getByText('3 answers need your attention.')).toBeVisible();
  await expect(frame.getByLabel('Yes, fully')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('It leaves out the deadline.');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => question.textContent()).not.toBe(first);
});

test('correct a receipt; stop, resume, and find the correction', async ({ page, demo }) => {
  await page.goto(demo.link);
  await card(page, 'Check the fields of a receipt').getByRole('button').click();
  const frame = taskPage(page);
  await frame.getByLabel('Merchant').fill('Café Anders');
  await page.keyboard.press('Alt+Shift+P');
  await expect(page.getByText(/^Stopped\. It stays yours for/)).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(frame.getByLabel('Merchant')).toHaveValue('Café Anders');
  await frame.getByRole('button', { name: 'Submit' }).click();
  await expect(frame.getByLabel('Merchant')).not.toHaveValue('Café Anders');
});

test('released tasks wait again, declined ones do not', async ({ page, demo }) => {
  await page.goto(demo.link);
  const judge = card(page, 'Judge an answer to a customer');
  await expect(judge).toContainText('5 waiting');
  await judge.getByRole('button').click();
  await expect(taskPage(page).getByText('The customer asked')).toBeVisible();
  await page.keyboard.press('Alt+Shift+R');
  await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  await expect(judge).toContainText('5 waiting');
  await judge.getByRole('button').click();
  await expect(taskPage(page).getByText('The customer asked')).toBeVisible();
  await page.keyboard.press('Alt+Shift+D');
  await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await expect(judge).toContainText('4 waiting');
});

test('the link opens once; signing out ends the session', async ({ page, demo, browser }) => {
  await page.goto(demo.link);
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  const stranger = await browser.newPage();
  await stranger.goto(demo.link);
  await expect(stranger.getByText('This sign-in link has been used')).toBeVisible();
  await stranger.close();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

for (const [scheme, width] of [
  ['light', 320],
  ['light', 1440],
  ['dark', 768],
] as const) {
  test(`all three reviews are accessible and fit: ${scheme}, ${width} px`, async ({ page, demo }) => {
    test.slow(); // Looking at so many pages takes its time on a busy machine.
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    await page.goto(demo.link);
    for (const title of [
      'Is the product damaged?',
      'Check the fields of a receipt',
      'Judge an answer to a customer',
    ]) {
      await card(page, title).getByRole('button').click();
      await expect(page.locator('.frames iframe:not(.coming)')).toBeVisible();
      await expect(taskPage(page).getByRole('button', { name: 'Submit' })).toBeVisible();
      await look(page, `demo-${title.slice(0, 5)}-${scheme}-${width}`);
      await expectAccessible(page);
      const wide = () => document.documentElement.scrollWidth - innerWidth;
      for (const frame of await framesInUse(page)) expect(await frame.evaluate(wide)).toBeLessThanOrEqual(0);
      await page.locator('.back').click();
      await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
    }
    await look(page, `demo-jobs-${scheme}-${width}`);
  });
}
