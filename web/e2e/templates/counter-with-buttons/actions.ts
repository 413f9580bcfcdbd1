import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  const { task } = hands;
  await expect(task.getByRole('button', { name: 'Send the count' })).toBeDisabled();
  await task.getByRole('button', { name: 'Help' }).click();
  await expect(task.getByText('Count the small ones too.')).toBeVisible();
  await expect(task.getByText('Noted')).toBeVisible();
  await task.getByRole('button', { name: 'One more' }).click();
  await task.getByRole('button', { name: 'Start again' }).click();
  for (let i = 0; i < 3; i++) await task.getByRole('button', { name: 'One more' }).click();
  await task.getByRole('button', { name: 'One less' }).click();
  await hands.submit('Send the count');
});
