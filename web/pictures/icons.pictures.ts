// The icons of the installed portal, drawn from its favicon. They are checked in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';

const portal = join(import.meta.dirname, '../portal');
const favicon = readFileSync(join(portal, 'favicon.svg'), 'utf8');

// A system cuts its own shape out of a maskable icon, which has no corners of its own.
const square = favicon.replace(/ rx="\d+"/, '');

for (const [name, svg, size] of [
  ['icon-192', favicon, 192],
  ['icon-512', favicon, 512],
  ['icon-maskable-512', square, 512],
] as const) {
  test(name, async ({ page }) => {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
    await page.screenshot({ path: join(portal, `install/${name}.png`), omitBackground: true });
  });
}
