// Worker task templates as people write them, from StartHumanLoop to output.json.
// Each folder of templates/ is one story: a template, a loop's input, what a worker
// does, and the answer that programs parse.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test';
import { type Served, startServer } from './binary.ts';
import { Hands, type Steps } from './hands.ts';
import { sdk } from './sdk.ts';

const root = join(import.meta.dirname, 'templates');
const names = readdirSync(root).filter((name) => existsSync(join(root, name, 'answer.json')));
const bucket = 'templates';

/** House is a server with the pictures and sounds of the stories, and its requester. */
interface House {
  server: Served;
  requester: Awaited<ReturnType<typeof sdk>>;
}

/** tooLate is a picture asked for after the answer: these hands can be done before it is there, and its link ends with the assignment. */
const tooLate = (message: ConsoleMessage): boolean =>
  message.location().url.includes('/media/') && message.text().includes('410');

/** One house and one signed-in worker serve all stories of a process; all wait before the first is opened. */
const test = base.extend<{ noise: string[] }, { house: House; portal: Page }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures' needs from this pattern
    async ({}, use) => {
      const server = await startServer();
      const requester = await sdk(server);
      await requester.createBucket(bucket);
      for (const file of readdirSync(join(root, 'media'))) await putMedia(requester, file);
      for (const name of names) await startReview(requester, name);
      await use({ server, requester });
      await server.stop();
    },
    { scope: 'worker' },
  ],
  portal: [
    async ({ browser, house: { server } }, use) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      page.setDefaultTimeout(10_000);
      await page.goto(`${server.url}/portal`);
      await page.getByLabel('E-mail').fill(server.email);
      await page.getByLabel('Password', { exact: true }).fill(server.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();
      await use(page);
      await page.close();
    },
    { scope: 'worker' },
  ],
  noise: [
    async ({ portal }, use) => {
      const noise: string[] = [];
      const error = (cause: unknown) => noise.push(`${cause}`);
      const spoken = (message: ConsoleMessage) => {
        if (message.type() === 'error' && !tooLate(message)) noise.push(message.text());
      };
      portal.on('pageerror', error).on('console', spoken);
      await use(noise);
      portal.off('pageerror', error).off('console', spoken);
      expect(noise).toEqual([]);
    },
    { auto: true },
  ],
});
// In one process, since each has to start a house.
test.describe.configure({ mode: 'default' });

const types: Record<string, string> = {
  png: 'image/png',
  wav: 'audio/wav',
  webm: 'video/webm',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  html: 'text/html',
  json: 'application/json',
};

/** oddKey is the photo's second name, with what breaks careless links. */
const oddKey = 'media/a photo & more, ä+ö%.png';

async function putMedia(requester: House['requester'], file: string): Promise<void> {
  const type = types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const bytes = readFileSync(join(root, 'media', file));
  await requester.putObject(bucket, `media/${file}`, bytes, type);
  if (file === 'photo.png') await requester.putObject(bucket, oddKey, bytes, type);
}

const read = (name: string, file: string): string => readFileSync(join(root, name, file), 'utf8');

/** startReview makes a story's template, a flow definition and a loop, all by the story's name. */
async function startReview(requester: House['requester'], name: string): Promise<void> {
  const ui = await requester.createUI(name, read(name, 'template.liquid.html'));
  const flow = await requester.createFlowIn(bucket, name, ui, name);
  await requester.startLoop(flow, name, JSON.parse(read(name, 'input.json')));
}

for (const name of names) {
  test(name, async ({ house: { requester }, portal }) => {
    const { default: act }: { default: Steps } = await import(join(root, name, 'actions.ts'));
    await portal.getByRole('button', { name: `Start working: ${name}`, exact: true }).click();
    await expect(portal.locator('.frames iframe:not(.coming, .fresh)')).toBeVisible();
    await act(new Hands(portal));
    await expect(portal.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();

    const { inputContent, humanAnswers } = await requester.readOutput(name);
    expect(inputContent).toEqual(JSON.parse(read(name, 'input.json')));
    expect(humanAnswers).toHaveLength(1);
    expectNear(humanAnswers[0]?.answerContent, JSON.parse(read(name, 'answer.json')));
  });
}

/** measured are the numbers of an answer that a hand cannot set more exactly than a pixel of the screen. */
const measured = new Set(['x', 'y', 'left', 'top', 'width', 'height']);

/** expectNear expects an answer, its places within a pixel. */
function expectNear(got: unknown, want: unknown): void {
  expect(got).toEqual(near(want, got));
}

/** png is how every PNG begins in base64. */
const png = 'iVBORw0KGgo';

/** near gives want with those places of got that lie within a pixel, and its picture. */
function near(want: unknown, got: unknown, key = ''): unknown {
  if (typeof want === 'number' && typeof got === 'number')
    return measured.has(key) && Math.abs(want - got) <= 1 ? got : want;
  if (key === 'inputImageProperties') return want;
  // What a brush painted is compared where segmentation is tested; here it must be a PNG.
  if (want === '(base64)') return String(got).startsWith(png) ? got : want;
  if (typeof want !== 'object' || want === null || typeof got !== 'object' || got === null) return want;
  const of = (key: string): unknown => (got as Record<string, unknown>)[key];
  if (Array.isArray(want)) return want.map((item, i) => near(item, of(String(i))));
  return Object.fromEntries(Object.entries(want).map(([key, item]) => [key, near(item, of(key), key)]));
}
