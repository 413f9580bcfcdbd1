import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('Essay').fill('Half of it');
  await hands.task.getByText('sad', { exact: true }).click();
  await hands.task.getByLabel('Native').fill('kept');
  await expect(hands.page.getByText('Draft saved', { exact: true })).toBeVisible();
  await hands.page.reload();
  await expect(hands.task.getByLabel('Essay')).toHaveValue('Half of it');
  await hands.task.getByLabel('Essay').fill('All of it');
  await hands.submit();
});
