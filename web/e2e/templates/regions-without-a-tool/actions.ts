import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.getByText('Listen, then type.')).toBeVisible();
  await hands.task.getByRole('button', { name: 'View full instructions' }).click();
  await expect(hands.task.getByText('Type numbers as digits.')).toBeVisible();
  await hands.page.keyboard.press('Escape');
  await hands.task.getByLabel('Digits').fill('42');
  await hands.page.keyboard.press('Enter');
});
