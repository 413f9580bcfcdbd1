import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test as base, expect, type Frame, type Page } from '@playwright/test';
import { Mock } from './server.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** test gives each story a server of its own, and fails it on any page error or policy violation. */
export const test = base.extend<{ mock: Mock; url: string; noise: string[] }>({
  mock: async ({ page }, use) => {
    const mock = new Mock();
    await use(mock);
    // Before its server goes, or it would complain of that.
    await page.close();
    await mock.stop();
  },
  url: async ({ mock }, use) => {
    await use(await mock.start());
  },
  noise: [
    async ({ page }, use) => {
      const noise: string[] = [];
      page.on('pageerror', (error) => noise.push(`${error}`));
      page.on('console', (message) => {
        const expected = /status of (401|404|409|410|413|422|429|500|503)|ERR_INTERNET_DISCONNECTED/.test(
          message.text(),
        );
        if (message.type() === 'error' && !expected) noise.push(message.text());
      });
      await use(noise);
      expect(noise).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** signIn opens the portal and signs in as its worker. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/portal`);
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('right');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
}

/** startWorking takes the first job's next task and waits until its page is drawn. */
export async function startWorking(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Start working/ }).click();
  await expect(page.locator('.frames iframe:not(.coming)')).toBeFocused();
  await drawn(page);
}

/**
 * drawn waits until the browser has drawn what the page shows now, by taking a picture of it. Where a press goes is
 * decided by what is drawn, and a click on a frame that is not drawn yet is lost.
 */
export async function drawn(page: Page): Promise<void> {
  await page.screenshot({ clip: { x: 0, y: 0, width: 1, height: 1 } });
}

/** taskPage is the page of the task in front, once it takes clicks. */
export function taskPage(page: Page) {
  return page.frameLocator('.frames iframe:not(.coming, .fresh)');
}

/** look keeps a picture for the eyes, in test-results/looks, when LOOKS is set; none is compared. */
export async function look(page: Page, name: string): Promise<void> {
  if (process.env['LOOKS']) await page.screenshot({ path: `test-results/looks/${name}.png` });
}

/** expectAccessible runs axe in the page and in its frames that are in use, and expects no violation of WCAG A and AA. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const frame of await framesInUse(page)) expect(await violations(frame)).toEqual([]);
}

/** framesInUse are a page's frames but for the one that waits behind the task in front. */
export async function framesInUse(page: Page): Promise<Frame[]> {
  const frames = page.frames();
  const blank = await page.$('iframe.blank');
  const waits = await blank?.contentFrame();
  return frames.filter((frame) => frame !== waits);
}

/** Axe is what axe puts on the window, as far as it is used here. */
interface Axe {
  axe: {
    run(
      node: Document,
      options: object,
    ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
  };
}

async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axeSource);
  return frame.evaluate(async () => {
    // A colour on its way from one to another is nobody's choice.
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    const { violations } = await (window as unknown as Axe).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      iframes: false,
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
