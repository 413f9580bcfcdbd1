import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { drawn, inside, type Stage, setStage } from '../testing/stage.ts';
import { panePreference } from './preference.ts';

let stage: Stage;
beforeEach(() => page.viewport(1280, 800));
afterEach(async () => {
  await page.viewport(1280, 800);
  panePreference.reportTo(() => {});
  stage.clear();
});

const short = '<short-instructions>Read it. <input name="n" aria-label="n"></short-instructions>';
const shapes = {
  form: `<crowd-form>${short}<p>Short</p></crowd-form>`,
  tool: `<crowd-form><crowd-classifier name="m" categories="['a']">${short}</crowd-classifier></crowd-form>`,
};

async function open(shape: keyof typeof shapes) {
  stage = await setStage(shapes[shape]);
  const host = stage.$(shape === 'form' ? 'crowd-form' : 'crowd-classifier');
  const pane = inside<HTMLElement>(host, '.awsui-app-layout__navigation');
  const toggle = inside<HTMLElement>(host, '.toggle');
  return { host, pane, toggle };
}

test.each(['form', 'tool'] as const)('the pane reaches to the bottom of the window: %s', async (shape) => {
  const { pane } = await open(shape);
  const { bottom } = pane.getBoundingClientRect();
  expect(Math.round(bottom)).toBe(innerHeight);
});

test.each(['form', 'tool'] as const)('a window that becomes narrow closes it: %s', async (shape) => {
  const { pane, toggle } = await open(shape);
  toggle.click();
  toggle.click();
  await drawn(stage.root);
  expect(pane.hidden).toBe(false);
  await page.viewport(360, 740);
  await vi.waitFor(() => expect(pane.hidden).toBe(true));
  await page.viewport(1280, 800);
  await vi.waitFor(() => expect(pane.hidden).toBe(false));
});

test('a pane in which a field is being filled in stays when the window becomes narrow', async () => {
  const { pane } = await open('form');
  stage.$('input').focus();
  await page.viewport(360, 740);
  await vi.waitFor(() => expect(matchMedia('(max-width: 1000px)').matches).toBe(true));
  await drawn(stage.root);
  expect([pane.hidden, document.activeElement]).toEqual([false, stage.$('input')]);
});

test('the worker’s choice is reported, but not what was opened in a narrow window', async () => {
  const heard: boolean[] = [];
  panePreference.reportTo((isOpen) => heard.push(isOpen));
  const { pane, toggle } = await open('tool');
  toggle.click();
  toggle.click();
  toggle.click();
  expect(heard).toEqual([false, true, false]);
  await page.viewport(360, 740);
  toggle.click();
  await drawn(stage.root);
  expect([pane.hidden, heard.length]).toEqual([false, 3]);
  await page.viewport(1280, 800);
  await vi.waitFor(() => expect(pane.hidden).toBe(true));
});

test.each(['form', 'tool'] as const)('in a narrow window it opens below its button: %s', async (shape) => {
  await page.viewport(360, 740);
  const { host, pane, toggle } = await open(shape);
  const before = toggle.getBoundingClientRect().top;
  toggle.click();
  await drawn(stage.root);
  const { top, bottom } = pane.getBoundingClientRect();
  expect(toggle.getBoundingClientRect().top).toBe(before);
  expect(top).toBeGreaterThan(before);
  const labels = host.shadowRoot?.querySelector('.labels');
  if (labels) expect(labels.getBoundingClientRect().top).toBeGreaterThanOrEqual(bottom);
});

test('a choice from an earlier page is followed, and a field that must be seen opens the pane all the same', async () => {
  const { pane } = await open('form');
  panePreference.recall(false);
  await drawn(stage.root);
  expect(pane.hidden).toBe(true);
  stage.$<HTMLInputElement>('input').required = true;
  stage.form().submit();
  await vi.waitFor(() => expect(pane.hidden).toBe(false));
});

test('closing it from inside leads the focus to the button that opens it again', async () => {
  const { host, pane, toggle } = await open('tool');
  const close = pane.querySelector<HTMLElement>('.close');
  close?.focus();
  close?.click();
  await drawn(stage.root);
  expect([pane.hidden, host.shadowRoot?.activeElement]).toEqual([true, toggle]);
});
