import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.locator('.prompt p')).toHaveText(/Why is the sky blue\?\s+Tell it to a child\. ☁️/);
  await hands.task.getByLabel('Tone: rank of response 1').selectOption('1');
  await hands.task.getByLabel('Tone: rank of response 2').selectOption('1');
  await hands.submit();
});
