// Stories in a real browser: built pages, a real server, a person's hands.
import { defineConfig } from '@playwright/test';
import { chromium } from './e2e/chromium.ts';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // Generous: what is slow on a machine with other work is not wrong. Figures of speed are measured elsewhere.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: 2,
  // One that passes the second time is named in the summary as flaky: to be mended, but no reason to hold up all else.
  retries: 1,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/baselines/{arg}{ext}',
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    viewport: { width: 1280, height: 800 },
    // Stories hold requests back and answer them; install.spec lets the portal's worker stand between.
    serviceWorkers: 'block',
  },
});
