// The built bundle in pages as templates write them: how it loads, when it is
// ready, and to whom it talks.
import { test as base, expect, type Page } from '@playwright/test';
import { Stream } from './mock/stream.ts';

const test = base.extend<{ stream: Stream }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures' needs from this pattern
  stream: async ({}, use) => {
    const stream = new Stream();
    await use(stream);
    await stream.close();
  },
});

const script = '<script src="/bundle.js"></script>';
const readyCount =
  '<script>var ready = 0; document.addEventListener("all-crowd-elements-ready", () => ready++);</script>';
const answer = (page: Page) => page.locator('#answers-box');
const submit = async (page: Page) => {
  await page.getByRole('button', { name: 'Submit' }).click();
  return JSON.parse((await answer(page).textContent()) ?? '');
};

test('a page that arrives in pieces: no early Submit, one ready event, all fields', async ({
  page,
  stream,
}) => {
  const url = await stream.open(
    `${script}${readyCount}<crowd-form><crowd-classifier name="mood" categories="['calm','sad']"><classification-target>One`,
    ' and a half</classification-target><short-instructions>Read',
    ' it all.</short-instructions></crowd-classifier><crowd-input name="why" value="late"></crowd-input></crowd-form>',
  );
  await page.goto(url, { waitUntil: 'commit' });
  await expect(page.getByRole('radio', { name: 'calm' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Submit' })).toHaveCount(0);
  stream.more();
  await expect(page.getByText('One and a half')).toBeVisible();
  expect(await page.evaluate('ready')).toBe(0);
  stream.more();
  await expect(page.getByText('Read it all.')).toBeVisible();
  await page.getByText('sad', { exact: true }).click();
  expect(await submit(page)).toEqual({ mood: { label: 'sad' }, why: 'late' });
  expect(await page.evaluate('ready')).toBe(1);
});

test('when all is ready the tool has its Submit button, though its chunk came before the end of the page', async ({
  page,
  stream,
}) => {
  const look =
    '<script>document.addEventListener("all-crowd-elements-ready", () => { window.found = !!document.querySelector("crowd-polygon").shadowRoot.querySelector("[data-testid=crowd-submit]"); });</script>';
  const url = await stream.open(
    `${script}${look}<crowd-form><crowd-polygon name="p" labels="['a']" src="/picture"></crowd-polygon></crowd-form>`,
    '<script>window.over = true</script>',
  );
  await page.goto(url, { waitUntil: 'commit' });
  await expect(page.locator('crowd-polygon .label-button')).toBeVisible();
  stream.more();
  await page.waitForFunction('window.found !== undefined');
  expect(await page.evaluate('window.found')).toBe(true);
});

for (const [shape, html] of Object.entries({
  'a bare fragment': `${script}<crowd-form><crowd-input name="a" value="x"></crowd-input></crowd-form>${readyCount}`,
  'a whole document': `<!doctype html><html><head>${script}</head><body><crowd-form><crowd-input name="a" value="x"></crowd-input></crowd-form>${readyCount}</body></html>`,
  'the script after the form': `<crowd-form><crowd-input name="a" value="x"></crowd-input></crowd-form>${readyCount}${script}`,
  'the script twice': `${script}<crowd-form><crowd-input name="a" value="x"></crowd-input></crowd-form>${readyCount}${script}`,
})) {
  test(`${shape} works`, async ({ page, stream }) => {
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(await stream.open(html));
    expect(await submit(page)).toEqual({ a: 'x' });
    expect([await page.evaluate('ready'), errors]).toEqual([1, []]);
  });
}

test('scripts right after the form find what they look for', async ({ page, stream }) => {
  await page.goto(
    await stream.open(`${script}<crowd-form id="theForm"><crowd-classifier id="annotator" name="mood" categories="['a','b']" initial-value="b"></crowd-classifier></crowd-form>
      <script>
        const extra = Object.assign(document.createElement('input'), { name: 'extra', type: 'hidden', value: '1' });
        document.querySelector('crowd-form').querySelector('form').appendChild(extra);
        annotator.categories = [...annotator.categories, 'c'];
        theForm.onsubmit = () => { extra.value = annotator.value.label; };
      </script>`),
  );
  await expect(page.getByRole('radio')).toHaveCount(3);
  expect(await submit(page)).toEqual({ mood: { label: 'b' }, extra: 'b' });
});

test.describe('colours', () => {
  test.use({ colorScheme: 'dark' });
  const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  test('a page without colours of its own follows the worker’s', async ({ page, stream }) => {
    await page.goto(await stream.open(`${script}<crowd-form><p>text</p></crowd-form>`));
    await expect.poll(() => background(page)).toBe('rgb(19, 23, 28)');
  });

  test('a page that paints itself stays light', async ({ page, stream }) => {
    await page.goto(
      await stream.open(`${script}<style>td { background: #eee }</style><crowd-form></crowd-form>`),
    );
    await expect.poll(() => background(page)).toBe('rgb(245, 246, 248)');
  });

  test('a page that paints itself and says that it can be dark is dark', async ({ page, stream }) => {
    const meta = '<meta name="color-scheme" content="light dark">';
    await page.goto(
      await stream.open(`${meta}${script}<style>td { color: red }</style><crowd-form></crowd-form>`),
    );
    await expect.poll(() => background(page)).toBe('rgb(19, 23, 28)');
  });
});

test.describe('the channel', () => {
  // Another portal than ours, which keeps what it hears.
  const host = (
    url: string,
  ) => `<!doctype html><title>host</title><iframe sandbox="allow-scripts allow-forms" src="${url}"></iframe>
    <script>
      heard = []; hellos = 0; ports = [];
      give = () => {
        const { port1, port2 } = new MessageChannel();
        ports.push(port1);
        port1.onmessage = (event) => heard.push(event.data);
        frames[0].postMessage({ type: 'foureyes:connect' }, '*', [port2]);
      };
      addEventListener('message', (event) => { if (event.data.type === 'foureyes:hello') { hellos++; if (hellos === 1 && !window.mute) give(); } });
    </script>`;
  const show = async (page: Page, stream: Stream, html: string, mute = false) => {
    const url = await stream.open(html);
    stream.host = host(url);
    await page.addInitScript(`window.mute = ${mute}`);
    await page.goto(`${url}host`, { waitUntil: 'commit' });
  };
  const types = (page: Page) => page.evaluate('heard.map(({ type }) => type)');
  const form = '<crowd-form><crowd-input name="a" label="A" value="x"></crowd-input></crowd-form>';

  test('hello, connect, ready with the page’s keys, submit', async ({ page, stream }) => {
    await show(
      page,
      stream,
      `${script}<crowd-form><crowd-classifier name="m" categories="['a']"></crowd-classifier></crowd-form>`,
    );
    await expect.poll(() => types(page)).toEqual(['ready']);
    expect(await page.evaluate('heard[0].shortcuts[0]')).toEqual({ keys: '1', does: 'Choose “a”' });
    const frame = page.frameLocator('iframe');
    await frame.getByText('a', { exact: true }).click();
    await frame.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => types(page)).toEqual(['ready', 'submit']);
    await expect(frame.getByRole('button', { name: 'Sending' })).toBeDisabled();
    await page.evaluate('ports[0].postMessage({ type: "refused", message: "Not now." })');
    await expect(frame.getByText('Not now.')).toBeVisible();
    await frame.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => types(page)).toEqual(['ready', 'submit', 'submit']);
    expect(await page.evaluate('heard[2].answerContent')).toEqual({ m: { label: 'a' } });
  });

  test('an answer given before the page has loaded waits for the portal', async ({ page, stream }) => {
    await show(page, stream, `${script}${form}<img src="/picture" alt="">`, true);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Submit' }).click();
    await expect(frame.getByRole('button', { name: 'Sending' })).toBeVisible();
    await page.evaluate('give()');
    await expect.poll(() => types(page)).toContain('submit');
  });

  test('a parent that never connects gets no answer; the page shows it', async ({ page, stream }) => {
    await show(page, stream, `${script}${form}`, true);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Submit' }).click();
    await expect(frame.locator('#answers-box')).toHaveText(/"a": "x"/);
  });

  test('the second port is not taken, nor one that does not come from the parent', async ({
    page,
    stream,
  }) => {
    const self =
      '<script>window.postMessage({ type: "foureyes:connect" }, "*", [new MessageChannel().port1]);</script>';
    await show(page, stream, `${script}${self}${form}`);
    await expect.poll(() => types(page)).toEqual(['ready']);
    await page.evaluate('heard.length = 0; give()');
    await page.frameLocator('iframe').getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => types(page)).toEqual(['submit']);
    await page.evaluate('ports[0].postMessage({ type: "submitted" })');
    await page.evaluate('ports[1].postMessage({ type: "refused", message: "from elsewhere" })');
    await page.evaluate("ports[0].postMessage({ type: 'save' })");
    await expect.poll(() => types(page)).toEqual(['submit', 'draft']);
    await expect(page.frameLocator('iframe').getByText('from elsewhere')).toHaveCount(0);
    expect(await page.evaluate('ports.length')).toBe(2);
  });

  test('start puts a draft back, started says so, save asks for it', async ({ page, stream }) => {
    await show(page, stream, `${script}${form}`);
    await expect.poll(() => types(page)).toEqual(['ready']);
    const draft = { version: 1, fields: { 'crowd-input a#0': 'restored' } };
    await page.evaluate(`ports[0].postMessage({ type: 'start', draft: ${JSON.stringify(draft)} })`);
    await expect(page.frameLocator('iframe').getByLabel('A')).toHaveValue('restored');
    await page.evaluate("ports[0].postMessage({ type: 'save' })");
    await expect.poll(() => types(page)).toEqual(['ready', 'started', 'draft']);
    expect(await page.evaluate('heard[2].draft')).toEqual(draft);
  });

  test('started comes after the draft is in place', async ({ page, stream }) => {
    const told =
      '<script>document.addEventListener("change", () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true })));</script>';
    await show(page, stream, `${script}${form}${told}`);
    await expect.poll(() => types(page)).toEqual(['ready']);
    const draft = { version: 1, fields: { 'crowd-input a#0': 'restored' } };
    await page.evaluate(`ports[0].postMessage({ type: 'start', draft: ${JSON.stringify(draft)} })`);
    await expect.poll(() => types(page)).toEqual(['ready', 'key', 'started']);
  });

  test('keys that the page has no use for go to the portal, text does not', async ({ page, stream }) => {
    await show(page, stream, `${script}${form}<p id="p" tabindex="0">x</p>`);
    await expect.poll(() => types(page)).toEqual(['ready']);
    const frame = page.frameLocator('iframe');
    await frame.getByLabel('A').press('?');
    await frame.locator('#p').press('?');
    await frame.locator('#p').press('Alt+Shift+R');
    await frame.locator('#p').press('r');
    await expect.poll(() => types(page)).toEqual(['ready', 'key', 'key']);
    expect(await page.evaluate('heard[2].code')).toBe('KeyR');
  });
});
