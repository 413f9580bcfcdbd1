import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  const { task } = hands;
  await task.getByLabel('IBAN').fill('DE1');
  await hands.submit();
  await expect(task.getByText('An IBAN has at least 15 signs.')).toBeVisible();
  await expect(task.getByText('Tell us why.')).toBeVisible();
  await task.getByLabel('IBAN').fill('DE02120300000000202051');
  await task.getByLabel('Reason').fill('A copy');
  await task.getByLabel('Pages').fill('12');
  await task.getByLabel('no', { exact: true }).check();
  await hands.submit();
  await expect(task.getByLabel('Pages')).toBeFocused();
  await task.getByLabel('Pages').fill('2');
  await hands.submit();
});
