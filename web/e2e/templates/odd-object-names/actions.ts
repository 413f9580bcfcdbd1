import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  for (const name of ['Scan', 'Photo'])
    await expect(hands.task.getByAltText(name)).toHaveJSProperty('naturalWidth', 640);
  await hands.task.getByText('The same', { exact: true }).click();
  await hands.submit();
});
