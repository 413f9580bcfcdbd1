// What a task's page may load from outside, on the real server.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from '@playwright/test';
import { startDemo } from './binary.ts';
import { expect, taskPage, test } from './mock/fixtures.ts';
import { requester } from './requester.ts';

/** reach tries to load a picture and a script in a frame, and tells which came. */
const reach = (frame: Frame, address: string): Promise<boolean[]> =>
  frame.evaluate(async (src) => {
    const loaded = (element: HTMLImageElement | HTMLScriptElement): Promise<boolean> =>
      new Promise((resolve) => {
        element.onload = () => resolve(true);
        element.onerror = () => resolve(false);
        element.src = src;
        document.head.append(element);
      });
    const script = await loaded(document.createElement('script'));
    const request = await fetch(src, { mode: 'no-cors' }).then(
      () => true,
      () => false,
    );
    return [script, request];
  }, address);

async function openTask(page: Page): Promise<Frame> {
  await page.getByRole('listitem').filter({ hasText: 'Is the product damaged?' }).getByRole('button').click();
  const picture = taskPage(page).getByRole('img', { name: 'Photo of the returned product' });
  await expect(picture).toBeVisible();
  expect(
    await picture.evaluate((img) => (img as HTMLImageElement).naturalWidth),
    'media of ours is shown',
  ).toBeGreaterThan(0);
  const frame = page.frames().find((f) => f !== page.mainFrame());
  if (!frame) throw new Error('there is no frame');
  return frame;
}

test('pages load from outside until their flow definition blocks it', async ({ page, noise }) => {
  const outside = createServer((_, answer) =>
    answer.setHeader('Content-Type', 'text/javascript').end('1'),
  ).listen(0, '127.0.0.1');
  await new Promise((resolve) => outside.once('listening', resolve));
  const address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/a.js`;
  const folder = mkdtempSync(join(tmpdir(), 'foureyes-external-'));
  const demo = await startDemo({ TMPDIR: folder });
  await page.goto(demo.link);
  expect(await reach(await openTask(page), address)).toEqual([true, true]);
  const call = requester(folder, new URL(demo.link).origin);
  const ResourceArn = 'arn:aws:sagemaker:us-east-1:000000000000:flow-definition/damage-check';
  call('/', { ResourceArn, Tags: [{ Key: 'foureyes:external-scripts', Value: 'block' }] }, 'AddTags');
  await page.reload();
  await expect(taskPage(page).getByRole('img', { name: 'Photo of the returned product' })).toBeVisible();
  const frame = page.frames().find((f) => f !== page.mainFrame());
  expect(frame && (await reach(frame, address))).toEqual([false, false]);
  await taskPage(page).getByRole('radio', { name: 'Broken' }).check();
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(
    taskPage(page).getByRole('radio', { name: 'Broken' }),
    'the next task, with the elements at work',
  ).not.toBeChecked();
  // Chromium tells of what it has blocked.
  expect(noise.every((line) => line.includes('Content Security Policy'))).toBe(true);
  noise.length = 0;
  await page.close();
  await demo.stop();
  outside.close();
  rmSync(folder, { recursive: true });
});
