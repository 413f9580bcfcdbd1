// The pictures of the README and of docs, taken from the real pages; not tests.
import { defineConfig } from '@playwright/test';
import { chromium } from '../e2e/chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.pictures.ts',
  timeout: 180_000,
  workers: 1,
  reporter: [['list']],
  outputDir: '../test-results/pictures',
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
  },
});
