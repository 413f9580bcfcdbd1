import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByText('bird', { exact: true }).click();
  await hands.task.getByText('nothing of this').click();
  await expect(hands.task.getByRole('checkbox', { name: 'fish' })).toBeDisabled();
  await hands.task.getByText('nothing of this').click();
  await hands.task.getByText('fish', { exact: true }).click();
  await hands.submit();
});
