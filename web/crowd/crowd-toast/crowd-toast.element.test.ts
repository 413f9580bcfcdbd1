import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawn, expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdToast } from './crowd-toast.ts';

let stage: Stage;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  stage.clear();
  vi.useRealTimers();
});
const open = async (html: string) => {
  stage = await setStage(html);
  return [...stage.root.querySelectorAll<CrowdToast>('crowd-toast')];
};
const shows = (toast: Element | undefined) =>
  toast !== undefined && !inside<HTMLElement>(toast, '.toast').hidden;

test('opened shows it at the start; it is accessible, and goes after its time', async () => {
  const [toast] = await open('<crowd-toast text="Saved" opened duration="500"></crowd-toast>');
  expect([shows(toast), inside(toast as Element, '.toast').textContent]).toEqual([true, 'Saved']);
  vi.advanceTimersByTime(499);
  await drawn(stage.root);
  expect(shows(toast)).toBe(true);
  vi.advanceTimersByTime(1);
  await drawn(stage.root);
  expect([shows(toast), toast?.hasAttribute('opened')]).toEqual([false, false]);
  vi.useRealTimers();
  toast?.open();
  await drawn(stage.root);
  await expectAccessible(stage.root);
});

test.each(['close', 'hide'] as const)('open() shows it for three seconds or until %s()', async (end) => {
  const [toast] = await open('<crowd-toast><crowd-alert>Inside</crowd-alert></crowd-toast>');
  expect(shows(toast)).toBe(false);
  toast?.open();
  vi.advanceTimersByTime(2000);
  toast?.open();
  vi.advanceTimersByTime(2999);
  await drawn(stage.root);
  expect([shows(toast), stage.$('crowd-alert').checkVisibility()]).toEqual([true, true]);
  toast?.[end]();
  await drawn(stage.root);
  expect(shows(toast)).toBe(false);
});

test('one shows at a time; duration 0 stays', async () => {
  const [first, second] = await open(
    '<crowd-toast text="1" duration="0"></crowd-toast><crowd-toast text="2"></crowd-toast>',
  );
  first?.open();
  vi.advanceTimersByTime(1_000_000);
  await drawn(stage.root);
  expect(shows(first)).toBe(true);
  second?.setAttribute('opened', '');
  await drawn(stage.root);
  expect([shows(first), shows(second)]).toEqual([false, true]);
});
