// Figures from a real browser, a real server and a person's steps; not tests.
import { defineConfig } from '@playwright/test';
import { chromium } from '../e2e/chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.bench.ts',
  timeout: 600_000,
  workers: 1,
  reporter: [['line']],
  outputDir: '../test-results/bench',
  use: { browserName: 'chromium', launchOptions: chromium, viewport: { width: 1280, height: 800 } },
});
