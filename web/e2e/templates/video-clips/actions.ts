import { expect } from '@playwright/test';
import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await expect
    .poll(() => hands.task.locator('video').evaluate((video: HTMLVideoElement) => video.readyState))
    .toBeGreaterThan(1);
  await hands.page.keyboard.press('1');
  await hands.submit();
});
