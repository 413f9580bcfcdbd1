import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.submit(); // The handler stops it.
  await expect(hands.task.locator('.chip')).toHaveCSS('border-radius', '9px');
  await hands.task.locator('.chip').click();
  await hands.submit();
});
