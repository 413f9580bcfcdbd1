// A reviewer's worse moments: sessions that end while they type, two tabs, double
// clicks, networks that are slow or gone. Nothing that was typed may be lost.
import {
  drawn,
  expect,
  expectAccessible,
  look,
  signIn,
  startWorking,
  taskPage,
  test,
} from './mock/fixtures.ts';
import { classifier, receipt, page as taskHtml } from './mock/pages.ts';

/** filled is a task that could be submitted as it is. */
const filled = (name: string) =>
  taskHtml(
    `<crowd-form><crowd-input name="${name}" label="Name" value="${name}"></crowd-input></crowd-form>`,
  );

test('instructions stay closed in the next task, after the list and a reload, until they are opened', async ({
  page,
  mock,
  url,
}) => {
  mock.templates = ['one', 'two', 'three'].map((name) => taskHtml(classifier(name)));
  await signIn(page, url);
  await startWorking(page);
  const frame = taskPage(page);
  await frame.getByRole('button', { name: 'Hide instructions' }).click();
  await expect(frame.getByText('How to choose')).toBeHidden();
  await page.keyboard.press('1');
  await frame.getByRole('button', { name: 'Submit' }).click();
  await expect(frame.getByText('Order two')).toBeVisible();
  await expect(frame.getByText('How to choose')).toBeHidden();
  await page.locator('.back').click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(frame.getByText('Order two')).toBeVisible();
  await expect(frame.getByText('How to choose')).toBeHidden();
  await page.reload();
  await expect(frame.getByText('Order two')).toBeVisible();
  await expect(frame.getByText('How to choose')).toBeHidden();
  await frame.getByRole('button', { name: 'Instructions', exact: true }).click();
  await page.keyboard.press('1');
  await frame.getByRole('button', { name: 'Submit' }).click();
  await expect(frame.getByText('Order three')).toBeVisible();
  await expect(frame.getByText('How to choose')).toBeVisible();
});

test('a page is shown when it has started, with its draft in place, not before', async ({
  page,
  mock,
  url,
}) => {
  mock.templates = [
    `<!doctype html><p>task</p><script>
      addEventListener('message', ({ ports: [port] }) => {
        port.onmessage = ({ data }) => { document.body.dataset.heard = data.type; };
        port.postMessage({ type: 'ready', shortcuts: [] });
        started = () => port.postMessage({ type: 'started' });
      });
      parent.postMessage({ type: 'foureyes:hello' }, '*');
    </script>`,
  ];
  await signIn(page, url);
  await page.getByRole('button', { name: /^Start working/ }).click();
  const body = page.frameLocator('.frames iframe:not(.blank)').locator('body');
  await expect(body).toHaveAttribute('data-heard', 'start');
  await expect(page.locator('.frames iframe:not(.blank)')).toHaveClass('coming');
  await body.evaluate('started()');
  await expect(page.locator('.frames iframe:not(.blank)')).toBeFocused();
  await expect(page.locator('.frames iframe:not(.blank)')).not.toHaveClass('coming');
});

test('a page whose hello comes after its load keeps the port that it took first', async ({
  page,
  mock,
  url,
}) => {
  mock.templates = [
    `<!doctype html><p>task</p><script>
      let own;
      addEventListener('message', ({ ports: [port] }) => {
        if (own) return own.postMessage({ type: 'ready', shortcuts: [] });
        own = port;
        own.onmessage = ({ data }) => { document.body.dataset.heard = data.type; };
        parent.postMessage({ type: 'foureyes:hello' }, '*');
      });
    </script>`,
  ];
  await signIn(page, url);
  await page.getByRole('button', { name: /^Start working/ }).click();
  const body = page.frameLocator('.frames iframe').locator('body');
  await expect(body).toHaveAttribute('data-heard', 'start');
});

test('the second half of a double click does not submit the next task', async ({ page, mock, url }) => {
  mock.templates = [filled('one'), filled('two'), filled('three')];
  await page.clock.install();
  await signIn(page, url);
  await startWorking(page);
  const frame = taskPage(page);
  const fresh = page.frameLocator('.frames iframe.fresh');
  await page.clock.runFor(1000);
  const button = await frame.getByRole('button', { name: 'Submit' }).boundingBox();
  if (!button) throw new Error('there is no Submit button');
  const there = [button.x + button.width / 2, button.y + button.height / 2] as const;
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.mouse.click(...there);
  await expect(fresh.getByLabel('Name')).toHaveValue('two');
  await drawn(page);
  await page.mouse.click(...there);
  await expect(page.locator('.frames iframe.fresh')).toBeFocused();
  // Nor does a press that begins too early and ends later.
  await page.mouse.down();
  await page.clock.runFor(1000);
  await page.mouse.up();
  await frame.getByLabel('Name').fill('seen');
  expect(mock.answers).toEqual([{ one: 'one' }]);
  await page.mouse.click(...there);
  await expect(fresh.getByLabel('Name')).toHaveValue('three');
  expect(mock.answers).toEqual([{ one: 'one' }, { two: 'seen' }]);
});

test('a session that ends while typing waits for the worker, and then saves', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(receipt)];
  await signIn(page, url);
  await startWorking(page);
  await taskPage(page).getByLabel('Total').fill('7');
  await expect(page.getByText('Draft saved')).toBeVisible();
  mock.signedIn = false;
  await taskPage(page).getByLabel('Anything unusual?').fill('torn');
  await expect(page.getByText('Sign in again to save what you type.')).toBeVisible();
  await page.keyboard.type(' at the top');
  await expect(taskPage(page).getByLabel('Anything unusual?')).toHaveValue('torn at the top');
  await look(page, 'session-over');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await dialog.getByLabel('Password', { exact: true }).fill('right');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Draft saved')).toBeVisible();
  expect(JSON.stringify(mock.drafts.get('a-1'))).toContain('torn at the top');
});

test('what the server did not get outlives a reload', async ({ page, mock, url, context }) => {
  mock.templates = [taskHtml(receipt)];
  await signIn(page, url);
  await startWorking(page);
  const total = taskPage(page).getByLabel('Total');
  await total.fill('12');
  await expect(page.getByText('Draft saved')).toBeVisible();
  await context.setOffline(true);
  await total.fill('34');
  await expect(page.getByText('Draft not saved').first()).toBeVisible();
  await context.setOffline(false);
  const asked = page.waitForEvent('dialog');
  const reloaded = page.reload();
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await reloaded;
  await expect(total).toHaveValue('34');
  await expect(page.getByText('Draft saved')).toBeVisible();
  expect(JSON.stringify(mock.drafts.get('a-1'))).toContain('34');
});

test('a narrow bar holds a draft that was not saved, and a session that ended', async ({
  page,
  mock,
  url,
}) => {
  mock.templates = [taskHtml(classifier())];
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, url);
  await startWorking(page);
  const fits = async () => {
    const right = await page
      .locator('.menu')
      .evaluate((menu) => Math.round(menu.getBoundingClientRect().right));
    expect(right).toBeLessThanOrEqual(320);
  };
  mock.refuse = [{ match: '/draft', status: 503, detail: 'The database is away.', times: 1 }];
  await page.keyboard.press('1');
  await expect(page.locator('.draft.failed')).toBeVisible();
  await look(page, 'draft-failed-320');
  await fits();
  mock.signedIn = false;
  await page.keyboard.press('2');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await look(page, 'session-over-320');
  await fits();
});

test('signing out leaves nothing in the tab', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(classifier())];
  await signIn(page, url);
  await startWorking(page);
  await taskPage(page).getByRole('button', { name: 'Hide instructions' }).click();
  await expect.poll(() => page.evaluate('sessionStorage.length')).toBe(1);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  expect(await page.evaluate('sessionStorage.length')).toBe(0);
});

test('a task that was submitted in another tab keeps what was typed in this one', async ({
  page,
  mock,
  url,
  context,
}) => {
  mock.templates = [taskHtml(receipt)];
  await signIn(page, url);
  await startWorking(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await taskPage(other).getByLabel('Total').fill('1');
  await taskPage(other).getByRole('button', { name: 'Submit' }).click();
  await expect(other.getByText('Submitted. No further task is waiting.')).toBeVisible();
  await taskPage(page).getByLabel('Anything unusual?').fill('a long story');
  await expect(page.getByRole('heading', { name: 'This task is finished' })).toBeVisible();
  await expect(page.getByText('What you typed is still below')).toBeVisible();
  await expect(taskPage(page).getByLabel('Anything unusual?')).toHaveValue('a long story');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'This task is finished' })).toBeVisible();
  await expect(page.getByText('What you typed is still below')).toHaveCount(0);
});

test('going back to the list while the answer is on its way stays there', async ({ page, mock, url }) => {
  mock.templates = [filled('one'), filled('two')];
  await signIn(page, url);
  await startWorking(page);
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route('**/submit', async (route) => {
    await held;
    await route.continue();
  });
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(taskPage(page).getByRole('button', { name: 'Sending' })).toBeVisible();
  await look(page, 'sending');
  await page.locator('.back').click();
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  go();
  await expect(page.getByText('Submitted.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  expect(mock.answers).toEqual([{ one: 'one' }]);
});

test('a next page that is slow leaves the last one in sight, and takes nothing more from it', async ({
  page,
  mock,
  url,
}) => {
  mock.templates = [filled('one'), filled('two')];
  await signIn(page, url);
  await startWorking(page);
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route('**/a-2/content', async (route) => {
    await held;
    await route.continue();
  });
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  const last = page.locator('.frames iframe.going');
  await expect(last).toBeVisible();
  await expect(last).toHaveAttribute('inert');
  await expect(page.getByText('Opening the task…')).toBeVisible();
  await expect.poll(() => last.evaluate((frame) => getComputedStyle(frame).opacity)).toBe('0.35');
  await look(page, 'waiting');
  go();
  await expect(taskPage(page).getByLabel('Name')).toHaveValue('two');
  await expect(page.locator('.frames iframe:not(.blank)')).toHaveCount(1);
  await expect(page.locator('.frames iframe:not(.blank)')).toBeFocused();
});

test('a page that cannot be shown can be released', async ({ page, mock, url }) => {
  mock.templates = [taskHtml('<meta name="foureyes-task" content="unavailable"><p>Its template failed.</p>')];
  await signIn(page, url);
  await page.getByRole('button', { name: /^Start working/ }).click();
  await expect(page.getByRole('heading', { name: 'This task cannot be shown' })).toBeVisible();
  await page.getByRole('button', { name: 'Release' }).click();
  await expect(page.getByText('The task was released.')).toBeVisible();
  expect(mock.held.get('a-1')?.status).toBe('Released');
});
