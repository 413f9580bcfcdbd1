import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect
    .poll(() => hands.task.locator('audio').evaluate((audio: HTMLAudioElement) => audio.readyState))
    .toBeGreaterThan(1);
  await hands.task.getByRole('button', { name: 'Play' }).click();
  await expect(hands.task.getByText('Heard.')).toBeVisible();
  await hands.task.getByText('music', { exact: true }).click();
  await hands.submit();
});
