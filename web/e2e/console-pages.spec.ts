// Every page of the console and of the portal, in a house that is lived in: nothing to
// complain of for axe, in light and dark, nothing wider than the window, no error and no
// violation of the policy (the fixture noise). LOOKS=1 keeps pictures for the eyes.
import type { Page } from '@playwright/test';
import { type PageName, pathOf } from '../console/routes.ts';
import { type House, startHouse } from './house.ts';
import { test as base, expect, expectAccessible, look } from './mock/fixtures.ts';

const test = base.extend<object, { house: House }>({
  house: [
    async ({ browser }, use) => {
      const house = await startHouse(browser);
      await use(house);
      await house.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  storageState: async ({ house }, use) => use(house.admin),
  baseURL: async ({ house }, use) => use(house.origin),
});

test.describe.configure({ timeout: 120_000 });

type Place = (house: House) => string;

/** places are the console's pages, none left out, each about something that is there. */
const places: Record<PageName, Place | Place[]> = {
  home: () => pathOf('home'),
  workflows: () => pathOf('workflows'),
  createWorkflow: () => pathOf('createWorkflow'),
  workflow: ['loops', 'conditions', 'advice', 'activity', 'settings'].map(
    (tab) => () => `${pathOf('workflow', 'damage-check')}?tab=${tab}`,
  ),
  loop: ({ loop }) => pathOf('loop', 'damage-check', loop),
  startLoop: () => pathOf('startLoop', 'damage-check'),
  importLoops: () => pathOf('importLoops', 'damage-check'),
  templates: () => pathOf('templates'),
  createTemplate: () => pathOf('createTemplate'),
  template: () => pathOf('template', 'damage-check'),
  workforce: () => pathOf('workforce'),
  team: () => pathOf('team', 'Everyone-in-private-workforce'),
  people: () => pathOf('people'),
  person: () => pathOf('person', 'ines@example.com'),
  keys: () => pathOf('keys'),
  key: ({ key }) => pathOf('key', key),
  predictions: () => pathOf('predictions'),
  events: () => pathOf('events'),
  jobs: () => pathOf('jobs'),
  audit: () => pathOf('audit'),
  quotas: () => pathOf('quotas'),
  metrics: () => pathOf('metrics'),
  sql: () => pathOf('sql'),
  directory: () => pathOf('directory'),
  table: () => pathOf('table', 'aws.sagemaker_human_loop'),
};

const console = Object.entries(places).flatMap(([name, place]) =>
  [place].flat().map((one, at, { length }) => [length > 1 ? `${name}-${at + 1}` : name, one] as const),
);

const portal: [string, Place][] = [
  ['portal', () => '/portal'],
  ['portal-answers', () => '/portal/answers'],
];

for (const [name, place] of [...console, ...portal]) {
  test(`${name} is in order`, async ({ page, house }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(place(house));
    await settled(page);
    await expectAccessible(page);
    for (const width of [1440, 768, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await look(page, `${name}-${width}`);
      // The bar at the top measures itself before it folds.
      await expect.poll(() => tooWide(page), `at ${width} pixels`).toEqual([]);
      // Such as those that move tabs for which there is no room.
      await expect(page.getByRole('button', { name: /^$/ }), `at ${width} pixels`).toHaveCount(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await look(page, `${name}-dark`);
    await expectAccessible(page);
  });
}

test('who follows a link goes on in the page that it opened', async ({ page }) => {
  await page.goto(pathOf('workflows'));
  await page.getByRole('link', { name: 'damage-check' }).press('Enter');
  const opened = page.getByRole('region', { name: 'damage-check · Human review workflow · Foureyes' });
  await expect(opened).toBeFocused();
  await expect(page.getByRole('heading', { level: 1, name: 'damage-check' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(opened.getByRole('link', { name: 'Human review workflows' })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('region', { name: 'Human review workflows · Foureyes' })).toBeFocused();
});

test('a dialog begins in its first field, and gives the focus back', async ({ page }) => {
  await page.goto(pathOf('people'));
  const opener = page.getByRole('button', { name: 'Invite people' });
  await opener.press('Enter');
  await expect(page.getByLabel('E-mail addresses')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await page.goto(pathOf('events'));
  await page.getByRole('button', { name: 'Add event target' }).first().press('Enter');
  await expect(page.getByRole('dialog').getByRole('button', { name: /Webhook/ })).toBeFocused();
});

test('what is not right yet gets the focus, also far above the button', async ({ page }) => {
  await page.goto(pathOf('createTemplate'));
  await settled(page);
  await page.getByRole('button', { name: 'Create template' }).press('Enter');
  await expect(page.getByText('Something above is not right yet.', { exact: true })).toBeAttached();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.goto(pathOf('createWorkflow'));
  await settled(page);
  await page.getByRole('button', { name: 'Next' }).press('Enter');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
});

test('an address that no page has leads to the overview', async ({ page }) => {
  await page.goto('/console/nothing/here');
  await expect(page.getByRole('heading', { level: 1, name: 'There is no such page' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go to the overview' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

/** settled waits until the page has its heading, and nothing is being fetched for it. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Loading', { exact: true })).toHaveCount(0, { timeout: 30_000 });
  await page.waitForLoadState('load');
}

/** tooWide names what makes the page scroll sideways. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const all = [...document.querySelectorAll('body *')];
    const wide = all.filter((one) => one.getBoundingClientRect().right > clientWidth);
    return wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
  });
}
