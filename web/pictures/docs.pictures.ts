import { join } from 'node:path';
import { type Page, test } from '@playwright/test';
import { pathOf } from '../console/routes.ts';
import { type House, startHouse } from '../e2e/house.ts';
import { stand } from './moment.ts';

const folder = join(import.meta.dirname, '../../docs/pictures');

let house: House;

test.beforeAll(async ({ browser }) => {
  house = await startHouse(browser);
});
test.afterAll(() => house.stop());

/** pictures are those of docs/pictures: how to come to the page that each shows. */
const pictures: Record<string, (page: Page) => Promise<void>> = {
  jobs: async (page) => {
    await page.goto('/portal');
    await page
      .getByRole('button', { name: /^Start working/ })
      .first()
      .waitFor();
  },
  task: async (page) => {
    await page.goto('/portal');
    await page.getByRole('button', { name: 'Start working: Check the fields of a receipt' }).click();
    const frame = page.frameLocator('.frames iframe:not(.coming, .fresh)');
    await frame.getByRole('button', { name: 'Submit' }).waitFor();
  },
  console: async (page) => {
    await page.goto(`${pathOf('workflow', 'damage-check')}?tab=loops`);
    await page.getByRole('row').filter({ hasText: 'Completed' }).first().waitFor();
  },
  template: async (page) => {
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.goto(pathOf('createTemplate'));
    await page.getByRole('button', { name: 'Begin with' }).click();
    await page.getByRole('option', { name: 'Approve or reject' }).click();
    const frame = page.frameLocator('.task-frame');
    await frame.getByRole('radio', { name: 'Approve' }).check();
    await page.getByRole('heading', { name: 'Create worker task template' }).hover();
    await page.mouse.wheel(0, 260);
  },
};

for (const [name, open] of Object.entries(pictures)) {
  test(name, async ({ browser }) => {
    const context = await browser.newContext({ baseURL: house.origin, storageState: house.admin });
    const page = await context.newPage();
    await stand(page);
    await open(page);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
    await context.close();
  });
}
