import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.locator('.drawing')).toBeVisible();
  await expect(hands.task.locator('.label-button.selected')).toContainText('wood');
  await hands.click([100, 100], [300, 100], [300, 250]);
  await hands.page.keyboard.press('Enter');
  await hands.task.locator('[data-testid="crowd-submit"]').click();
  await expect.poll(() => hands.frame().title()).toBe('Too little');
  await hands.click([400, 300], [500, 300], [500, 400]);
  await hands.page.keyboard.press('Enter');
  await hands.task.locator('[data-testid="crowd-submit"]').click();
});
