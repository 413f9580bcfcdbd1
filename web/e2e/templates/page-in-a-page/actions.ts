import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  const inner = hands.task.frameLocator('#article');
  await expect(inner.getByText('Cats & dogs live together.')).toBeVisible();
  await inner.getByRole('button', { name: 'Like' }).click();
  await expect(hands.task.getByRole('checkbox', { name: 'Liked' })).toBeChecked();
  await hands.submit();
});
