// The page that the portal keeps ready behind a task: what is written into it must
// run as if it had been loaded, and nobody but the portal may reach it.
import type { Page } from '@playwright/test';
import { expect, signIn, startWorking, taskPage, test } from './mock/fixtures.ts';
import { crowdScript, page as taskHtml } from './mock/pages.ts';
import { sandbox } from './mock/server.ts';

/** ready waits until the blank page can be filled. */
const ready = (page: Page) =>
  expect
    .poll(() =>
      page
        .frames()
        .at(-1)
        ?.evaluate(() => !!customElements.get('crowd-form') && !document.title),
    )
    .toBe(true);

/** script is a whole page's own code, which tells in the answer when each part of it ran. */
const script = `
  const log = [];
  const note = (what) => log.push(what + ' ' + document.readyState);
  note('head');
  for (const name of ['readystatechange', 'all-crowd-elements-ready']) document.addEventListener(name, () => note(name));
  for (const name of ['DOMContentLoaded', 'load']) addEventListener(name, () => note(name));
  addEventListener('click', (event) => event.target.id === 'never' && event.stopImmediatePropagation());
  let left = 2;
  const tell = () => {
    if (--left > 0) return;
    const secrets = [() => document.cookie, () => localStorage.length, () => parent.document.title].map((read) => {
      try { return read(); } catch (cause) { return cause.name; }
    });
    document.querySelector('[name=log]').value = JSON.stringify({
      log, secrets, mode: document.compatMode, origin, title: document.title, scripts: document.scripts.length,
      language: document.documentElement.lang, referrer: document.referrer,
    });
    document.querySelector('#written').textContent = 'ready';
  };
  document.addEventListener('all-crowd-elements-ready', tell);
  addEventListener('load', tell);`;

const whole = `<!doctype html><html lang="de"><head><title>Eigene Seite</title><script>${script}</script>
<script src="${crowdScript()}" onload="note('library')"></script>
<script defer src="data:text/javascript,note('defer')"></script><script type="module">note('module')</script>
</head><body><img src="/picture" onload="note('image')" onerror="note('image')" alt=""><script>document.write('<p id="written">written</p>'); note(document.querySelector('#written').textContent)</script>
<crowd-form><input type="hidden" name="log"><button id="never">Never</button><crowd-button form-action="submit">Submit</crowd-button></crowd-form>
<script>note(document.querySelector('crowd-button').constructor.name.length > 0 ? 'end' : 'too early')</script></body></html>`;

/** hold keeps requests of an address waiting; the returned function answers the next one. */
async function hold(page: Page, address: string): Promise<() => Promise<void>> {
  const waiting: (() => void)[] = [];
  await page.route(address, async (route) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    await route.fulfill({ status: 404 });
  });
  return async () => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    waiting.shift()?.();
  };
}

test('a page written into the blank one runs as one that was loaded', async ({ page, mock, url }) => {
  mock.templates = [whole, whole];
  const answerPicture = await hold(page, '**/picture');
  await signIn(page, url);
  await startWorking(page);
  for (const id of ['a-1', 'a-2']) {
    await expect(page).toHaveURL(new RegExp(id));
    await expect(taskPage(page).getByText('written', { exact: true })).toBeVisible();
    await answerPicture();
    await expect(taskPage(page).getByText('ready', { exact: true })).toBeVisible();
    await ready(page);
    await taskPage(page).getByText('Never').click();
    expect(mock.calls.filter(({ path }) => path.endsWith('/submit')).length).toBe(mock.answers.length);
    await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  }
  await expect(page.getByText('No further task is waiting.')).toBeVisible();
  const [loaded, written] = mock.answers.map(({ log }) => JSON.parse(log as string));
  expect(written).toEqual(loaded);
  expect(loaded.log).toContain('image interactive');
  expect(loaded.secrets).toEqual(['SecurityError', 'SecurityError', 'SecurityError']);
  expect(mock.calls.filter(({ path }) => path === '/assignments/a-2/content').length, 'asked for once').toBe(
    1,
  );
});

const named = (value: string) =>
  taskHtml(`<crowd-form><crowd-input name="n" label="Name" value="${value}"></crowd-input></crowd-form>`);

test('a page of another policy is loaded with that', async ({ page, mock, url }) => {
  mock.templates = [named('one'), named('two')];
  mock.policies.set('a-2', `${sandbox}; img-src 'none'`);
  await signIn(page, url);
  await startWorking(page);
  await ready(page);
  const blank = page.frames().at(-1);
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(taskPage(page).getByLabel('Name')).toHaveValue('two');
  expect(blank?.url()).toMatch(/a-2\/content$/);
});

test('a written page that loads itself anew is the task still, with its draft', async ({
  page,
  mock,
  url,
}) => {
  mock.templates = [named('one'), named('two')];
  await signIn(page, url);
  await startWorking(page);
  await ready(page);
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(taskPage(page).getByLabel('Name')).toHaveValue('two');
  const frame = page.frames().find((one) => one.url().endsWith('a-1/blank'));
  await frame?.evaluate(() => location.reload());
  await taskPage(page).getByLabel('Name').fill('three');
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('No further task is waiting.')).toBeVisible();
  expect(mock.answers).toEqual([{ n: 'one' }, { n: 'three' }]);
});

test('the task in front reaches nothing of the page behind it', async ({ page, mock, url, noise }) => {
  mock.templates = [named('one'), named('two')];
  await signIn(page, url);
  await startWorking(page);
  await ready(page);
  const tried = await page.frames()[1]?.evaluate(() => {
    const behind = parent.frames[1] as Window;
    const { port1, port2 } = new MessageChannel();
    behind.postMessage({ type: 'foureyes:connect' }, '*', [port2]);
    port1.postMessage({ type: 'fill', html: 'taken over' });
    const refused: string[] = [];
    for (const reach of [() => behind.document.title, () => behind.location.replace('data:text/html,x')])
      try {
        reach();
      } catch (cause) {
        refused.push((cause as Error).name);
      }
    return refused;
  });
  expect(tried).toEqual(['SecurityError', 'SecurityError']);
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(taskPage(page).getByLabel('Name')).toHaveValue('two');
  expect(mock.calls.filter(({ path }) => path === '/assignments/a-2/content').length).toBe(1);
  // Chromium tells of what it has not allowed.
  expect(noise.every((line) => line.includes('Unsafe attempt'))).toBe(true);
  noise.length = 0;
});
