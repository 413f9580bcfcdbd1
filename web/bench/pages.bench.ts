// What a browser waits for and fetches, page by page: the portal's and the console's, on
// loopback. Cold is a browser that was never here; warm one that comes again.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type Page, test } from '@playwright/test';
import { type PageName, pathOf } from '../console/routes.ts';
import { type House, startHouse } from '../e2e/house.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);

const pages: Record<string, string> = {
  portal: '/portal',
  ...Object.fromEntries(
    (
      [
        ['home'],
        ['workflows'],
        ['workflow', 'damage-check'],
        ['createWorkflow'],
        ['createTemplate'],
        ['metrics'],
        ['sql'],
        ['audit'],
      ] as [PageName, ...string[]][]
    ).map(([page, ...names]) => [page, pathOf(page, ...names)]),
  ),
};

/** Visit is what one visit cost: times in milliseconds from the first request, and kilobytes as sent. */
interface Visit {
  paint: number;
  there: number;
  idle: number;
  requests: number;
  kilobytes: number;
}

test('pages', async ({ browser }) => {
  const house = await startHouse(browser);
  console.log(
    '\n| page | | first paint | heading there | quiet | requests | kB |\n|---|---|---:|---:|---:|---:|---:|',
  );
  for (const [name, path] of Object.entries(pages)) {
    const cold: Visit[] = [];
    const warm: Visit[] = [];
    for (let round = 0; round < rounds; round++) {
      const [first, second] = await visits(browser, house, path);
      cold.push(first);
      warm.push(second);
    }
    tell(name, 'cold', cold);
    tell('', 'warm', warm);
  }
  await house.stop();
  tellChunks();
});

/** visits opens a page in a new browser, and again. */
async function visits(browser: Browser, house: House, path: string): Promise<[Visit, Visit]> {
  const context = await browser.newContext({ baseURL: house.origin, storageState: house.admin });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const busy: number[] = [];
    Object.assign(window, { busy });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) busy.push(startTime + duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  const both: [Visit, Visit] = [await visit(page, path), await visit(page, path)];
  await context.close();
  return both;
}

async function visit(page: Page, path: string): Promise<Visit> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  let [requests, bytes] = [0, 0];
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    requests += encodedDataLength > 0 ? 1 : 0;
    bytes += encodedDataLength;
  });
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const there = await page.evaluate(() => performance.now());
  const idle = await page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        requestIdleCallback(() => {
          const last = (window as unknown as { busy: number[] }).busy.at(-1) ?? 0;
          resolve(Math.max(last, performance.now()));
        }),
      ),
  );
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  );
  await client.detach();
  return { paint, there, idle, requests, kilobytes: bytes / 1000 };
}

function tell(name: string, how: string, all: Visit[]): void {
  const of = (part: keyof Visit): string => {
    const sorted = all.map((one) => one[part]).sort((a, b) => a - b);
    return (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0);
  };
  const parts: (keyof Visit)[] = ['paint', 'there', 'idle', 'requests', 'kilobytes'];
  console.log(`| ${name} | ${how} | ${parts.map(of).join(' | ')} |`);
}

/** tellChunks names the largest scripts and style sheets, as Brotli packs them. */
function tellChunks(): void {
  const folder = join(import.meta.dirname, '../dist/assets');
  const packed = readdirSync(folder)
    .filter((file) => /\.(js|css)\.br$/.test(file))
    .map((file) => [file.slice(0, -3), statSync(join(folder, file)).size / 1000] as const)
    .filter(([, size]) => size >= 10)
    .sort(([, a], [, b]) => b - a);
  console.log('\nscripts and style sheets of 10 kB and more, with Brotli');
  for (const [file, size] of packed) console.log(`  ${size.toFixed(0).padStart(4)} kB  ${file}`);
}
