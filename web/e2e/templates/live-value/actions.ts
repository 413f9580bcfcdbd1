import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.label('b');
  await hands.drag([100, 100], [300, 250]);
  await expect(hands.task.getByText('Boxes so far: 1')).toBeVisible();
  await hands.submit();
});
