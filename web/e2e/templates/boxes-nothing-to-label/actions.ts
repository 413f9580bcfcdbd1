import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.locator('.drawing')).toBeVisible();
  await expect(hands.task.getByRole('button', { name: 'Submit' })).toBeDisabled();
  await hands.task.getByLabel('Nothing to label').check();
  await hands.submit();
});
