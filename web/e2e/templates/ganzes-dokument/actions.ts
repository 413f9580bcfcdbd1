import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.getByRole('button', { name: 'Vollständige Anleitung ansehen' })).toBeVisible();
  await hands.task.getByText('schlecht', { exact: true }).click();
  await hands.submit('Absenden');
});
