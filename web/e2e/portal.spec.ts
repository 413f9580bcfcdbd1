import { expect, expectAccessible, look, signIn, startWorking, taskPage, test } from './mock/fixtures.ts';
import { classifier, receipt, page as taskHtml } from './mock/pages.ts';

test('sign in, answer by mouse, see the next, answer by keyboard, be done', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(classifier('first')), taskHtml(classifier('second'))];
  await signIn(page, url);
  await expect(page.getByText('2 waiting')).toBeVisible();
  await startWorking(page);
  await expect(page).toHaveURL(/\/portal\/tasks\/a-1$/);
  await taskPage(page).getByText('Plate', { exact: true }).click();
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(taskPage(page).getByText('Order second')).toBeVisible();
  await expect(page).toHaveURL(/\/portal\/tasks\/a-2$/);
  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No further task is waiting.')).toBeVisible();
  expect(mock.answers).toEqual([{ first: { label: 'Plate' } }, { second: { label: 'Bottle' } }]);
  await expect(page.getByText('Nothing waiting')).toBeVisible();
});

test('a wrong password says so and leaves the e-mail', async ({ page, url }) => {
  await page.goto(`${url}/portal`);
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('This e-mail and password do not belong together.');
  await expect(page.getByLabel('E-mail')).toHaveValue('ada@example.org');
});

test('a one-time link signs in and leaves the address bar at once', async ({ page, mock, url }) => {
  await page.goto(`${url}/portal#sign-in=good`);
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  expect(page.url()).toBe(`${url}/portal`);
  expect(mock.calls[0]).toEqual({ method: 'POST', path: '/session', body: { signInToken: 'good' } });
});

test('a spent link says so and offers the password', async ({ page, url }) => {
  await page.goto(`${url}/portal#sign-in=spent`);
  await expect(page.getByText('This sign-in link has been used')).toBeVisible();
  expect(page.url()).toBe(`${url}/portal`);
});

test('the whole way by keyboard alone', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(receipt)];
  await page.goto(`${url}/portal`);
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type('ada@example.org');
  await page.keyboard.press('Tab');
  await page.keyboard.type('right');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 waiting')).toBeVisible();
  await page.keyboard.press('s');
  await expect(taskPage(page).getByLabel('Total')).toBeVisible();
  await expect(page.locator('.frames iframe:not(.blank)')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(taskPage(page).getByLabel('Total')).toBeFocused();
  await page.keyboard.type('4x2.10');
  await page.keyboard.press('Tab');
  await page.keyboard.type('A coffee stain.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Submitted. No further task is waiting.')).toBeVisible();
  expect(mock.answers).toEqual([
    {
      shop: 'Corner Books',
      total: '42.10',
      note: 'A coffee stain.',
      flags: { handwritten: true, torn: false },
    },
  ]);
});

test('a session that ends in mid-task loses nothing', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(receipt)];
  await signIn(page, url);
  await startWorking(page);
  await taskPage(page).getByLabel('Total').fill('7');
  mock.signedIn = false;
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused();
  await look(page, 'sign-in-again');
  await expectAccessible(page);
  await dialog.getByLabel('Password', { exact: true }).fill('right');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Submitted. No further task is waiting.')).toBeVisible();
  expect(mock.answers).toEqual([
    { shop: 'Corner Books', total: '7', flags: { handwritten: false, torn: false } },
  ]);
});

test('stop and resume later brings back what was filled in', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(receipt)];
  await signIn(page, url);
  await startWorking(page);
  await taskPage(page).getByLabel('Total').fill('12.5');
  await taskPage(page).getByText('Torn').click();
  await page.getByText('More', { exact: true }).click();
  await page.getByRole('button', { name: 'Stop and resume later' }).click();
  await expect(page.getByText(/^Stopped\. It stays yours for 1[45] minutes\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(taskPage(page).getByLabel('Total')).toHaveValue('12.5');
  await expect(taskPage(page).getByLabel('Torn')).toBeChecked();
  expect(mock.held.get('a-1')?.status).toBe('Accepted');
});

test('a draft is saved while filling in, and survives a reload', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(classifier())];
  await signIn(page, url);
  await startWorking(page);
  await page.keyboard.press('2');
  await expect(page.getByText('Draft saved')).toBeVisible();
  expect(mock.drafts.get('a-1')).toEqual({ version: 1, fields: { 'crowd-classifier product#0': 'Plate' } });
  await page.reload();
  await expect(taskPage(page).getByLabel('Plate')).toBeChecked();
});

test('going back in the browser keeps what was typed a moment ago', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(receipt)];
  await signIn(page, url);
  await startWorking(page);
  await taskPage(page).getByLabel('Total').fill('8');
  await page.goBack();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(taskPage(page).getByLabel('Total')).toHaveValue('8');
});

test('release asks first, decline takes a reason', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(receipt), taskHtml(receipt)];
  await signIn(page, url);
  await startWorking(page);
  await page.keyboard.press('Alt+Shift+R');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(mock.held.get('a-1')?.status).toBe('Accepted');
  await page.keyboard.press('Alt+Shift+R');
  await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  await expect(page.getByText('The task was released.')).toBeVisible();
  await startWorking(page);
  await page.keyboard.press('Alt+Shift+D');
  await page.getByLabel('I do not know enough about it').check();
  await page.getByLabel('In your own words (optional)').fill('The photo is blurred.');
  await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByText('The task was declined.')).toBeVisible();
  expect(mock.calls.findLast(({ path }) => path.endsWith('/decline'))?.body).toEqual({
    reason: 'I do not know enough about it; The photo is blurred.',
  });
});

test('a task whose time ran out keeps what was typed in sight', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(receipt), taskHtml(classifier())];
  await signIn(page, url);
  await startWorking(page);
  await taskPage(page).getByLabel('Total').fill('99');
  mock.end('a-1', 'Expired');
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: 'The time for this task is over' })).toBeVisible();
  await expect(taskPage(page).getByLabel('Total')).toHaveValue('99');
  await expect(taskPage(page).getByText('no longer in your hands')).toBeVisible();
  await expect(page.getByText('Draft not saved')).toHaveCount(0);
  await look(page, 'expired');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next task' }).click();
  await expect(taskPage(page).getByText('Order product')).toBeVisible();
});

test('the countdown warns near the end and ends the task', async ({ page, mock, url }) => {
  mock.limit = 600;
  mock.templates = [taskHtml(receipt)];
  await page.clock.install();
  await signIn(page, url);
  await startWorking(page);
  await expect(page.getByRole('timer')).toContainText(/9:5\d|10:00/);
  await page.clock.fastForward(545_000);
  await expect(page.getByText(/seconds left for this task\./)).toBeVisible();
  mock.end('a-1', 'Expired');
  await page.clock.fastForward(60_000);
  await expect(page.getByRole('heading', { name: 'The time for this task is over' })).toBeVisible();
});

test('a server that fails says so, and the answer can be sent again', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(classifier())];
  await signIn(page, url);
  await startWorking(page);
  await page.keyboard.press('1');
  mock.refuse = [
    { match: '/submit', status: 500, detail: 'Something went wrong. Nothing is lost.', times: 1 },
  ];
  await page.keyboard.press('Enter');
  await expect(taskPage(page).getByText('Something went wrong. Nothing is lost.')).toBeVisible();
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('Submitted. No further task is waiting.')).toBeVisible();
  expect(mock.answers).toEqual([{ product: { label: 'Cup' } }]);
});

test('without a network the answer stays and goes later', async ({ page, mock, url, context }) => {
  mock.templates = [taskHtml(classifier())];
  await signIn(page, url);
  await startWorking(page);
  await page.keyboard.press('4');
  await context.setOffline(true);
  await page.keyboard.press('Enter');
  await expect(taskPage(page).getByText('Your answer is kept in this browser')).toBeVisible();
  await expect(page.getByText('1 answer waits in this browser')).toBeVisible();
  await look(page, 'offline');
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByText('The answer that was kept in this browser has been submitted.')).toBeVisible();
  await expect(page.getByText('1 answer waits in this browser')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  expect(mock.answers).toEqual([{ product: { label: 'Something else' } }]);
});

test('an answer that was kept outlives a reload', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(classifier())];
  await signIn(page, url);
  await startWorking(page);
  await page.keyboard.press('4');
  await page.route('**/submit', (route) => route.abort('internetdisconnected'));
  await page.keyboard.press('Enter');
  await expect(taskPage(page).getByText('Your answer is kept in this browser')).toBeVisible();
  await page.unroute('**/submit');
  await page.reload();
  await expect(page.getByText('The answer that was kept in this browser has been submitted.')).toBeVisible();
  expect(mock.answers).toEqual([{ product: { label: 'Something else' } }]);
});

test('a page that stands in for a task is told apart', async ({ page, mock, url }) => {
  mock.templates = [
    taskHtml(
      '<meta name="foureyes-task" content="unavailable"><h1>This task cannot be shown</h1><p>Its template failed.</p>',
    ),
  ];
  await signIn(page, url);
  await page.getByRole('button', { name: /^Start working/ }).click();
  await expect(page.getByRole('heading', { name: 'This task cannot be shown' })).toBeVisible();
  await expect(page.getByText('Its template failed.')).toBeVisible();
});

test('a page that never answers can be loaded again', async ({ page, mock, url }) => {
  mock.templates = ['<p>no bundle here</p>'];
  await page.clock.install();
  await signIn(page, url);
  await page.getByRole('button', { name: /^Start working/ }).click();
  await expect(page.frameLocator('iframe').getByText('no bundle here')).toBeAttached();
  await page.clock.fastForward(11_000);
  await expect(page.getByRole('heading', { name: 'The task page does not answer' })).toBeVisible();
  mock.pages.set('a-1', taskHtml(classifier()));
  await page.getByRole('button', { name: 'Load again' }).click();
  await expect(taskPage(page).getByText('Order product')).toBeVisible();
});

test('the sheet lists the keys of portal and task, also when asked from inside the task', async ({
  page,
  mock,
  url,
}) => {
  mock.templates = [taskHtml(classifier())];
  await signIn(page, url);
  await startWorking(page);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByText('Choose “Cup”')).toBeVisible();
  await expect(sheet.getByText('Stop and resume later')).toBeVisible();
  await look(page, 'shortcuts');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('after this task it stops when asked to', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(classifier()), taskHtml(classifier())];
  await signIn(page, url);
  await startWorking(page);
  await page.getByText('More', { exact: true }).click();
  await page.getByLabel('Stop after this task').check();
  await look(page, 'menu');
  await page.keyboard.press('Escape');
  await taskPage(page).getByText('Cup', { exact: true }).click();
  await taskPage(page).getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('1 waiting')).toBeVisible();
  expect(mock.calls.findLast(({ path }) => path.endsWith('/submit'))?.body).toEqual({
    answerContent: { product: { label: 'Cup' } },
    draft: { version: 1, fields: { 'crowd-classifier product#0': 'Cup' } },
  });
});

test('a task cannot reach the portal', async ({ page, mock, url }) => {
  mock.templates = [
    taskHtml(`${classifier()}<script>
      const found = {};
      for (const [name, reach] of Object.entries({
        document: () => parent.document.title, storage: () => localStorage.length, cookie: () => document.cookie,
      })) { try { found[name] = reach(); } catch (cause) { found[name] = cause.name; } }
      document.body.dataset.found = JSON.stringify({ ...found, origin: self.origin });
    </script>`),
  ];
  await signIn(page, url);
  await startWorking(page);
  const found = JSON.parse((await taskPage(page).locator('body').getAttribute('data-found')) ?? '');
  expect(found).toEqual({
    document: 'SecurityError',
    storage: 'SecurityError',
    cookie: 'SecurityError',
    origin: 'null',
  });
});

test('sign out ends the session and says so', async ({ page, mock, url }) => {
  await signIn(page, url);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  expect(mock.signedIn).toBe(false);
});

test('the list: empty, failing, and back again', async ({ page, mock, url }) => {
  await signIn(page, url);
  mock.refuse = [{ match: 'GET /jobs', status: 503, detail: 'The database is away.', times: 1 }];
  await page.reload();
  await expect(page.getByText('The list could not be loaded. The database is away.')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Nothing waiting')).toBeVisible();
});

test('a portal opened while the server is away goes on by itself', async ({ page, url }) => {
  await page.clock.install();
  await page.route('**/api/**', (route) => route.abort('internetdisconnected'));
  await page.goto(`${url}/portal`);
  await expect(page.getByText('The server cannot be reached.')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).focus();
  await page.clock.fastForward(11_000);
  await expect(page.getByRole('button', { name: 'Try again' })).toBeFocused();
  await page.unroute('**/api/**');
  await page.clock.fastForward(11_000);
  await expect(page.getByLabel('E-mail')).toBeVisible();
});

for (const [scheme, width] of [
  ['light', 320],
  ['dark', 1280],
] as const) {
  test(`accessible and inside its width: ${scheme}, ${width} px`, async ({ page, mock, url }) => {
    mock.templates = [taskHtml(classifier()), taskHtml(receipt)];
    test.slow(); // Looking at so many pages takes its time on a busy machine.
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: width === 320 ? 640 : 800 });
    const check = async (name: string) => {
      await look(page, `${name}-${scheme}-${width}`);
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0);
    };
    await page.goto(`${url}/portal`);
    await expect(page.getByLabel('E-mail')).toBeFocused();
    await check('sign-in');
    await signIn(page, url);
    await expect(page.getByText('2 waiting')).toBeVisible();
    await check('jobs');
    await startWorking(page);
    await check('classifier');
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await expect(taskPage(page).getByText('Check the receipt')).toBeVisible();
    await taskPage(page).getByRole('button', { name: 'Submit' }).click();
    await expect(taskPage(page).getByText('Please type the total.')).toBeVisible();
    await check('receipt');
    await page.keyboard.press('Alt+Shift+D');
    await expect(page.getByRole('dialog')).toBeVisible();
    await check('decline');
    await page.keyboard.press('Escape');
    await page.locator('.back').click();
    await expect(page.getByText('In your hands', { exact: true })).toBeVisible();
    await expect.poll(() => page.frames().length).toBe(1);
    await check('held');
  });
}

test('many jobs can be sorted, and stay so in this tab', async ({ page, mock, url }) => {
  mock.templates = [taskHtml(receipt)];
  mock.otherJobs = [1, 2, 3, 4, 5].map((count) => ({
    jobId: `job-${count + 1}`,
    taskTitle: `Job ${count}`,
    waiting: count,
    taskTimeLimitInSeconds: 5400,
  }));
  await signIn(page, url);
  const first = page.locator('.cards h2').first();
  await expect(first).toHaveText('Which product is on the photo?');
  await page.getByLabel('Sort').selectOption('Most tasks first');
  await expect(first).toHaveText('Job 5');
  await expect(page.getByText('1 hour 30 minutes per task').first()).toBeVisible();
  await look(page, 'sorted');
  await expectAccessible(page);
  await page.reload();
  await expect(first).toHaveText('Job 5');
  await page.getByLabel('Search').fill('job 2');
  await expect(page.locator('.cards h2')).toHaveText(['Job 2']);
});
