import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByRole('radio', { name: 'Reject' }).check();
  await hands.task.getByRole('radio', { name: 'English' }).focus();
  await hands.page.keyboard.press('ArrowDown');
  await hands.submit();
  await expect(hands.task.getByRole('button', { name: 'Submit' })).toBeVisible();
  await hands.task.getByRole('radio', { name: 'Kind' }).check();
  await hands.submit();
});
