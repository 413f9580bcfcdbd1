import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.getByText('42 %', { exact: true })).toBeVisible();
  await hands.task.getByLabel('Row 2').fill('VAT 7 %');
  await hands.submit();
});
