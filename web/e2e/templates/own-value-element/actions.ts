import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.submit();
  await expect(hands.task.getByText('Give some stars.')).toBeVisible();
  await hands.task.getByRole('button', { name: '4 stars' }).click();
  await hands.submit();
});
