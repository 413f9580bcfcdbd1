// A worker's first day on the real server: from the invitation to the first answers, and
// back to look at them.
import { startServer } from './binary.ts';
import { expect, expectAccessible, look, startWorking, taskPage, test } from './mock/fixtures.ts';
import { classifier, page as taskHtml } from './mock/pages.ts';
import { invite } from './people.ts';
import { sdk } from './sdk.ts';

test('a worker chooses a password, answers two tasks, and looks at the answers', async ({ page }) => {
  test.slow();
  const server = await startServer();
  const { createBucket, createUI, createFlowIn, startLoop } = await sdk(server);
  await createBucket('outputs');
  const ui = await createUI('products', taskHtml(classifier()));
  const flow = await createFlowIn('outputs', 'products', ui, 'Which product is it?');
  await startLoop(flow, 'photo-1', {});
  await startLoop(flow, 'photo-2', {});

  const { invitationLink } = await invite(server, 'wilma@example.com');
  await page.goto(invitationLink);
  await page.getByLabel('Name').fill('Wilma');
  await page.getByLabel('New password').fill('four green apples');
  await page.keyboard.press('Enter');
  const job = page.getByRole('listitem').filter({ hasText: 'Which product is it?' });
  await expect(job).toContainText('2 waiting');
  await expectAccessible(page);
  await startWorking(page);
  await taskPage(page).getByRole('radio', { name: 'Plate' }).check();
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(taskPage(page).getByRole('radio', { name: 'Plate' })).not.toBeChecked();
  await expect(page.locator('.frames iframe:not(.coming, .blank)')).toBeFocused();
  await page.keyboard.press('3');
  await expect(taskPage(page).getByRole('radio', { name: 'Bottle' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Submitted. No further task is waiting.')).toBeVisible();

  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'My answers' })).toBeFocused();
  await expect(page.getByText('Today: 2 answers,')).toBeVisible();
  await look(page, 'first-day');
  await expectAccessible(page);
  await page
    .getByRole('button', { name: /Which product is it/ })
    .first()
    .click();
  await expect(page.getByText('This is your answer as you gave it.')).toBeVisible();
  await expect(taskPage(page).getByLabel('Bottle')).toBeChecked();
  await page.close();
  await server.stop();
});
