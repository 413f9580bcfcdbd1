import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByRole('button', { name: 'View full instructions' }).click();
  await expect(hands.task.getByText('Calm: no strong feeling.')).toBeVisible();
  await hands.page.keyboard.press('Escape');
  await hands.task.getByText('calm', { exact: true }).click();
  await hands.submit();
});
