// Workers look back at what they have answered, on the real server: an answer is
// opened as it was given, and corrected while others have still to answer.
import { startServer } from './binary.ts';
import { expect, expectAccessible, look, startWorking, taskPage, test } from './mock/fixtures.ts';
import { classifier, page as taskHtml } from './mock/pages.ts';
import { sdk } from './sdk.ts';

test('an answer is opened as it was given, and corrected while the loop waits for another', async ({
  page,
}) => {
  test.slow();
  const server = await startServer();
  const { createBucket, createUI, createFlowIn, startLoop } = await sdk(server);
  await createBucket('outputs');
  const ui = await createUI('products', taskHtml(classifier()));
  const flow = await createFlowIn('outputs', 'products', ui, 'Which product is it?', 2, [
    { Key: 'foureyes:corrections', Value: 'on' },
  ]);
  await startLoop(flow, 'photo-1', {});

  await page.goto(`${server.url}/portal/jobs/products`);
  await page.getByLabel('E-mail').fill(server.email);
  await page.getByLabel('Password', { exact: true }).fill(server.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Show all jobs' })).toBeVisible();
  await startWorking(page);
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Submitted. No further task is waiting.')).toBeVisible();

  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'My answers' })).toBeFocused();
  await expect(page.getByText('Today: 1 answer,')).toBeVisible();
  await look(page, 'answers');
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Correct: Which product is it/ }).click();
  await expect(taskPage(page).getByLabel('Plate')).toBeChecked();
  await expect(page.getByText('This is your answer as you gave it.')).toBeVisible();
  await expect(page.locator('.frames iframe:not(.fresh)')).toBeVisible();
  await look(page, 'answer-locked');
  await expectAccessible(page);
  // Locked: a key reaches nothing.
  await taskPage(page).locator('html').press('3');
  await expect(taskPage(page).getByLabel('Plate')).toBeChecked();
  await page.getByRole('button', { name: 'Correct' }).click();
  await expect(page.getByText('Change your answer and submit it again.')).toBeVisible();
  await expect(page.locator('.frames iframe:not(.blank)')).toBeFocused();
  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your answer was corrected.')).toBeVisible();
  await expect(page.getByText(/^Corrected /)).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, 'answers-360');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);

  const answers = await page.evaluate(async () => {
    const list = await (await fetch('/api/v1/answers')).json();
    return (await fetch(`/api/v1/answers/${list.answers[0].id}`)).json();
  });
  expect(answers.answerContent).toEqual({ product: { label: 'Bottle' } });
  await page.close();
  await server.stop();
});
