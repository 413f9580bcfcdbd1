import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('Flour').fill('3');
  await hands.task.getByLabel('Salt').fill('4');
  await hands.submit();
  await expect(hands.task.getByText('Sure? Submit once more.')).toBeVisible();
  await hands.submit();
});
