import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByRole('button', { name: 'How to judge' }).click();
  await hands.task.getByRole('tab', { name: 'Examples' }).click();
  await expect(hands.task.getByText('Why should we?')).toBeVisible();
  await hands.page.keyboard.press('Escape');
  await hands.task.getByRole('button', { name: 'What is a greeting?' }).click();
  await expect(hands.task.getByText('Words at the start')).toBeVisible();
  await hands.page.keyboard.press('Escape');
  await hands.task.getByText('The reply is polite').click();
  await hands.submit();
});
