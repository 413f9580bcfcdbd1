import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('Code').fill('QQ');
  await hands.submit();
  await expect(hands.task.getByText('There is no such code.')).toBeVisible();
  await hands.task.getByLabel('Code').fill('B2');
  await hands.submit();
});
