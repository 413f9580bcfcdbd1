import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  const board = hands.task.locator('#board');
  await expect(async () => {
    await board.click({ position: { x: 150, y: 150 } });
    await expect(board).toHaveAttribute('data-picked', '61,92,87', { timeout: 100 });
  }).toPass();
  await hands.task.getByLabel('What would you call it?').fill('pine');
  await hands.submit();
});
