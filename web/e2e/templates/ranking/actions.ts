import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  const ranks = hands.task.getByRole('combobox');
  const chosen = ['2', '2', '1', '3', '1', '2'];
  await expect(ranks).toHaveCount(6);
  for (const [i, rank] of chosen.entries()) await ranks.nth(i).selectOption(rank);
  await hands.submit();
});
