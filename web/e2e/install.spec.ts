// The portal as something that is installed: its manifest, and its service worker,
// which other stories are spared.
import type { Page } from '@playwright/test';
import { type Demo, startDemo } from './binary.ts';
import { test as base, drawn, expect, expectAccessible, look, signIn, taskPage } from './mock/fixtures.ts';

const test = base.extend<{ demo: Demo }>({
  demo: async ({ page }, use) => {
    const demo = await startDemo();
    await use(demo);
    // Before its server goes, or it would complain of that.
    await page.close();
    await demo.stop();
  },
});

test.use({ serviceWorkers: 'allow' });

/** controlled waits until the worker stands before the page. */
const controlled = (page: Page) => page.waitForFunction(() => !!navigator.serviceWorker.controller);

const cacheNames = (page: Page) => page.evaluate(() => caches.keys());

/** keptPaths are those of all that the page's origin keeps, without hashes. */
const keptPaths = (page: Page) =>
  page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      paths.push(...requests.map(({ url }) => new URL(url).pathname.replace(/-[\w-]{8}\./, '.')));
    }
    return paths.sort();
  });

test('the manifest is one that browsers take, and its icons are what it says', async ({ page, demo }) => {
  await page.goto(new URL('/portal', demo.link).href);
  const browser = await page.context().newCDPSession(page);
  const { url, data, errors } = await browser.send('Page.getAppManifest');
  expect([new URL(url).pathname, errors]).toEqual(['/portal/manifest.webmanifest', []]);
  const manifest = JSON.parse(data ?? '{}');
  expect(manifest).toMatchObject({ name: 'Foureyes', start_url: '/portal', display: 'standalone' });
  const sizes = await page.evaluate(async (icons: { src: string }[]) => {
    const images = icons.map(({ src }) => Object.assign(new Image(), { src }));
    await Promise.all(images.map((image) => image.decode()));
    return images.map(({ naturalWidth, naturalHeight }) => `${naturalWidth}x${naturalHeight}`);
  }, manifest.icons);
  expect(sizes).toEqual(['192x192', '512x512', '512x512']);
  expect(sizes).toEqual(manifest.icons.map((icon: { sizes: string }) => icon.sizes));
});

test('work is as ever, and a portal opened without a network says so and goes on by itself', async ({
  page,
  context,
  demo,
}) => {
  await page.goto(demo.link);
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  await controlled(page);
  const events = page.waitForResponse('**/api/v1/events');
  await page.reload();
  const card = page.getByRole('listitem').filter({ hasText: 'Is the product damaged?' });
  expect((await events).status()).toBe(200);
  await card.getByRole('button').click();
  const frame = taskPage(page);
  const shown = () => frame.locator('figcaption').textContent();
  const first = await shown();
  await drawn(page);
  await frame.getByRole('radio', { name: 'Broken' }).check();
  await frame.getByRole('button', { name: 'Submit' }).click();
  await expect.poll(shown).not.toBe(first);
  expect(await keptPaths(page), 'nothing of the work is kept').toEqual([
    '/assets/favicon.svg',
    '/assets/portal.js',
    '/portal',
  ]);

  await drawn(page);
  await frame.getByRole('radio', { name: 'Broken' }).check();
  await context.setOffline(true);
  await frame.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('1 answer waits in this browser')).toBeVisible();
  await page.reload();
  await expect(page.getByText('The server cannot be reached.')).toBeVisible();
  await expect(page.getByText('1 answer waits in this browser')).toBeVisible();
  await look(page, 'not-reached');
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByRole('link', { name: 'My answers' })).toBeVisible();
  await expect(page.getByText('1 answer waits in this browser')).toBeHidden();
  await page.goto(new URL('/portal/answers', demo.link).href);
  await expect(card, 'both answers').toHaveCount(2);
});

test('a link that signs in is not spent while the server cannot be reached', async ({
  page,
  context,
  demo,
}) => {
  await page.goto(new URL('/portal', demo.link).href);
  await expect(page.getByLabel('E-mail')).toBeVisible();
  await controlled(page);
  await context.setOffline(true);
  await page.goto('about:blank');
  await page.goto(demo.link);
  await expect(page.getByText('The server cannot be reached.')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  expect(page.url()).not.toContain('sign-in');
});

test('another build takes over at once, and what was kept of the one before goes', async ({
  page,
  mock,
  url,
}) => {
  await signIn(page, url);
  await controlled(page);
  const [before] = await cacheNames(page);
  await page.evaluate(() => caches.open('somebody-else'));
  const taken = page.evaluate(
    () =>
      new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true)),
      ),
  );
  mock.build = '-next';
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
  expect(await taken).toBe(true);
  await expect.poll(() => cacheNames(page)).toEqual(['somebody-else', `${before}-next`]);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
});
