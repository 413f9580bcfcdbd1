import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect(hands.task.getByAltText('The picture to describe')).toHaveJSProperty('naturalWidth', 640);
  await hands.task.getByLabel('Description').fill('A dark box.\nA light disc.');
  await hands.submit();
});
