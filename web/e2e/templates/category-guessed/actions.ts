import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.getByRole('radio', { name: 'bill' })).toBeChecked();
  await hands.page.keyboard.press('Control+Enter');
});
