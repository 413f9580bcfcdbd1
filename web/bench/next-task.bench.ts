// How long a worker waits between the click on Submit and the next task: 100 tasks
// of one job, on loopback. The next task counts as there when its page has been
// revealed, has the focus, and a picture of it was painted; it takes keys then.
// (Clicks are taken 400 ms after it was revealed, for the sake of double clicks.)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Served, startServer } from '../e2e/binary.ts';
import { sdk } from '../e2e/sdk.ts';

const rounds = Number(process.env['BENCH_TASKS'] ?? 100);
const warm = 10;
const photo = readFileSync(join(import.meta.dirname, '../e2e/templates/media/photo.png'));

/** Shapes are what is measured: a template, and the key that answers it. */
const shapes: Record<string, { template: string; key: string }> = {
  'a classifier with an image': {
    key: '1',
    template: `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form><crowd-classifier name="kind" categories="['cup', 'plate']" header="What is it?">
<classification-target><img src="{{ task.input.photo | grant_read_access }}" alt="" width="320" height="240"></classification-target>
<short-instructions>Look closely.</short-instructions><full-instructions header="All">More.</full-instructions></crowd-classifier></crowd-form>`,
  },
  'an image classifier': {
    key: '2',
    template: `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form><crowd-image-classifier name="kind" src="{{ task.input.photo | grant_read_access }}" categories="['cup', 'plate']" header="What is it?">
<short-instructions>Look closely.</short-instructions></crowd-image-classifier></crowd-form>`,
  },
};

/** Wait is one wait, in milliseconds from the click on Submit. */
interface Wait {
  total: number;
  submitted: number;
  page: number;
  ready: number;
}

let server: Served;
let requester: Awaited<ReturnType<typeof sdk>>;

test.beforeAll(async () => {
  server = await startServer();
  requester = await sdk(server);
  await requester.createBucket('bench');
  await requester.putObject('bench', 'photo.png', photo, 'image/png');
});
test.afterAll(() => server.stop());

/** ways are how the next page comes: written into the blank one, or loaded, as when there is no time for that. */
const ways = ['written', 'loaded'];
const cases = Object.entries(shapes).flatMap(([name, shape]) => ways.map((way) => ({ name, way, ...shape })));

for (const { name, way, template, key } of cases) {
  test(`${name}, ${way}`, async ({ page }) => {
    const id = `${way}-${key}`;
    if (way === 'loaded') await page.route('**/blank', (route) => route.abort());
    const flow = await requester.createFlowIn('bench', id, await requester.createUI(id, template), id);
    for (let i = 0; i <= rounds + warm; i++)
      await requester.startLoop(flow, `${id}-${i}`, { photo: 's3://bench/photo.png' });
    await page.addInitScript(watch);
    await page.goto(`${server.url}/portal`);
    await page.getByLabel('E-mail').fill(server.email);
    await page.getByLabel('Password', { exact: true }).fill(server.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `Start working: ${id}` }).click();
    const waits: Wait[] = [];
    for (let i = 0; i < rounds + warm; i++) waits.push(await answer(page, key));
    tell(`${name}, ${way}`, waits.slice(warm));
  });
}

/** answer answers the task in front and waits for the next one. */
async function answer(page: Page, key: string): Promise<Wait> {
  await expect(page.locator('.frames iframe:not(.coming, .fresh, .going)')).toHaveCount(1);
  const submit = page
    .frameLocator('.frames iframe:not(.coming, .going)')
    .locator('[data-testid="crowd-submit"] button');
  await page.keyboard.press(key);
  await expect(submit).toBeEnabled();
  await page.evaluate('waits.length = 0');
  await submit.click();
  await page.waitForFunction(() => (window as unknown as { waits: Wait[] }).waits.length > 0);
  return (await page.evaluate('waits[0]')) as Wait;
}

/** watch runs in every page: the task's tells of clicks and of being ready, the portal's measures. */
function watch(): void {
  const now = (): number => performance.timeOrigin + performance.now();
  if (window.top !== window) {
    const [loaded] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const listen = (page: () => number): void => {
      addEventListener('click', () => window.top?.postMessage({ bench: 'click', at: now() }, '*'), true);
      document.addEventListener('all-crowd-elements-ready', () =>
        window.top?.postMessage({ bench: 'ready', at: now(), page: page() }, '*'),
      );
    };
    listen(() => performance.timeOrigin + (loaded?.responseEnd ?? 0));
    // A page that is written into the blank one forgets all listeners.
    const open = document.open.bind(document);
    Object.assign(document, {
      open: (): void => {
        const at = now();
        open();
        listen(() => at);
      },
    });
    return;
  }
  const waits: Wait[] = [];
  Object.assign(window, { waits });
  let click = 0;
  let ready = 0;
  let got = 0;
  let seen: Element | null = null;
  addEventListener('message', ({ data }) => {
    if (data?.bench === 'click') click = data.at;
    if (data?.bench === 'ready') [ready, got] = [data.at, data.page];
  });
  const look = (): void => {
    const frame = document.querySelector('.frames iframe.fresh');
    if (!frame || frame === seen) return;
    seen = frame;
    const submits = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/submit'));
    const submitted = (submits.at(-1) as PerformanceResourceTiming | undefined)?.responseEnd ?? 0;
    performance.clearResourceTimings();
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (click === 0) return;
        waits.push({
          total: now() - click,
          submitted: performance.timeOrigin + submitted - click,
          page: got - click,
          ready: ready - click,
        });
      }),
    );
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ['class'],
  });
}

function tell(name: string, waits: Wait[]): void {
  const of = (part: keyof Wait, share: number): string => {
    const sorted = waits.map((wait) => wait[part]).sort((a, b) => a - b);
    return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
  };
  const parts = {
    submitted: 'answer taken',
    page: 'page loaded',
    ready: 'elements drawn',
    total: 'next task there',
  };
  console.log(`\n${name}, ${waits.length} tasks, ms from the click: median, p95`);
  for (const [part, words] of Object.entries(parts))
    console.log(
      `  ${words.padEnd(16)} ${of(part as keyof Wait, 0.5).padStart(5)} ${of(part as keyof Wait, 0.95).padStart(5)}`,
    );
}
