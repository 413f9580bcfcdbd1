import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.locator('.drawing')).toBeVisible();
  await hands.submit();
});
