import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.getByText('The module runs.')).toBeVisible();
  await hands.task.getByRole('slider').press('End');
  await hands.submit();
});
