// Two kinds of tests: rules run in Node, elements run in a real Chromium.
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromium } from './e2e/chromium.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          environment: 'node',
          testTimeout: 60_000,
          include: ['**/*.test.ts'],
          exclude: ['**/*.element.test.ts', 'node_modules/**', 'e2e/**'],
        },
      },
      {
        optimizeDeps: {
          include: [
            'lit',
            'lit/decorators.js',
            'lit/directives/guard.js',
            'lit/directives/repeat.js',
            'lit/directives/live.js',
            'json5',
            'axe-core',
            'pdfjs-dist/legacy/build/pdf.mjs',
            'utif2',
          ],
        },
        test: {
          name: 'elements',
          testTimeout: 60_000,
          setupFiles: ['crowd/testing/patience.ts'],
          expect: { poll: { timeout: 20_000 } },
          include: ['**/*.element.test.ts'],
          exclude: ['node_modules/**', 'e2e/**'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            provider: playwright({ launchOptions: chromium }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
