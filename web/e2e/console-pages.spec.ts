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
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await look(page, `${name}-dark`);
    await expectAccessible(page);
  });
}

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
