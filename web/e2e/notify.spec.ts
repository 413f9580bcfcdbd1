// New work told by the browser's notifications.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, look, signIn, test } from './mock/fixtures.ts';
import { page as taskHtml } from './mock/pages.ts';

/** told gives what the page has notified of and not taken back. */
const told = (page: Page) => page.evaluate('told');

/** permit stands in for the browser's notifications: they are allowed or denied when it is asked. */
function permit(answer: string): void {
  const shown: string[] = [];
  class Recorder {
    static permission = localStorage.getItem('permission') ?? 'default';
    static async requestPermission(): Promise<string> {
      Recorder.permission = answer;
      localStorage.setItem('permission', answer);
      return answer;
    }
    readonly title: string;
    constructor(title: string) {
      this.title = title;
      if (Recorder.permission === 'granted') shown.push(title);
    }
    close(): void {
      shown.splice(shown.indexOf(this.title), 1);
    }
  }
  Object.assign(window, { Notification: Recorder, told: shown });
}

/** sight makes the page one that is seen or not, as it is told by the browser. */
const sight = (page: Page, state: string) =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

const refresh = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus')));

test('who has asked for it is told of new tasks while looking elsewhere', async ({ page, mock, url }) => {
  await page.addInitScript(permit, 'granted');
  await signIn(page, url);
  const wish = page.getByLabel('Notify me of new tasks while I look elsewhere');
  await expect(wish).not.toBeChecked();
  await wish.check();
  await look(page, 'notify');
  await expectAccessible(page);
  await page.reload();
  await expect(wish).toBeChecked();
  await expect(page.getByText('Nothing waiting')).toBeVisible();
  await sight(page, 'hidden');
  mock.templates = [taskHtml('one'), taskHtml('two')];
  await refresh(page);
  await expect.poll(() => told(page)).toEqual(['2 new tasks wait']);
  await sight(page, 'visible');
  await expect.poll(() => told(page)).toEqual([]);
  await expect(page.getByText('2 waiting')).toBeVisible();
  await wish.uncheck();
  await sight(page, 'hidden');
  const calls = mock.calls.length;
  await refresh(page);
  expect([await told(page), mock.calls.length]).toEqual([[], calls]);
});

test('a browser that refuses says how to allow it', async ({ page, url }) => {
  await page.addInitScript(permit, 'denied');
  await signIn(page, url);
  await page.getByLabel('Notify me of new tasks while I look elsewhere').click();
  await expect(page.getByText('This browser does not allow notifications here.')).toBeVisible();
  await expect(page.getByLabel('Notify me of new tasks while I look elsewhere')).not.toBeChecked();
});

test('the permission is the browser’s own', async ({ page, context, url }) => {
  await context.grantPermissions(['notifications'], { origin: url });
  await signIn(page, url);
  const wish = page.getByLabel('Notify me of new tasks while I look elsewhere');
  await wish.check();
  // It is kept when the browser has answered, which the page does not wait for.
  await expect.poll(() => page.evaluate('localStorage.length')).toBe(1);
  await page.reload();
  await expect(wish).toBeChecked();
});

/** notUnlessByWorker is what Chromium does on phones: pages ask for the permission, and notify by a service worker alone. */
function notUnlessByWorker(): void {
  const { Notification } = window;
  class Refusing {
    static get permission(): string {
      return Notification.permission;
    }
    static requestPermission(): Promise<string> {
      return Notification.requestPermission();
    }
    constructor() {
      throw new TypeError('Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.');
    }
  }
  Object.assign(window, { Notification: Refusing });
}

/** toldByWorker gives what the service worker has notified of and not taken back. */
const toldByWorker = (page: Page) =>
  page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map(({ title }) => title);
  });

test.describe('where only service workers may notify', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the portal’s own does', async ({ page, context, mock, url }) => {
    await page.addInitScript(notUnlessByWorker);
    await signIn(page, url);
    expect(await toldByWorker(page)).toEqual([]);
    await context.grantPermissions(['notifications'], { origin: url });
    await page.getByLabel('Notify me of new tasks while I look elsewhere').check();
    await expect.poll(() => page.evaluate('localStorage.length')).toBe(1);
    await expect(page.getByText('Nothing waiting')).toBeVisible();
    await sight(page, 'hidden');
    mock.templates = [taskHtml('one'), taskHtml('two')];
    await refresh(page);
    await expect.poll(() => toldByWorker(page)).toEqual(['2 new tasks wait']);
    await sight(page, 'visible');
    await expect.poll(() => toldByWorker(page)).toEqual([]);
  });
});
