import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.getByText('ready, nothing so far')).toBeVisible();
  await hands.task.getByLabel('Essay').fill('three words here');
  await hands.submit();
});
