import { afterEach, expect, test } from 'vitest';
import { expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
afterEach(() => stage.clear());
const open = async (attributes: string) => {
  stage = await setStage(`<crowd-alert ${attributes}>Take care.</crowd-alert>`);
  return stage.$('crowd-alert');
};

test.each([
  ['', 'status', 'Information'],
  ['type="success"', 'status', 'Success'],
  ['type="warning"', 'alert', 'Warning'],
  ['type="error" dismissible', 'alert', 'Error'],
  ['type="constructor"', 'status', 'Information'],
])('%s is accessible and says what it is', async (attributes, role, kind) => {
  const alert = await open(attributes);
  const named = [
    inside(alert, '.alert').getAttribute('role'),
    inside(alert, '.sign').getAttribute('aria-label'),
  ];
  expect(named).toEqual([role, kind]);
  await expectAccessible(stage.root);
});

test.each([
  ['', false],
  ['dismissible', true],
  ['dismissible="false"', false],
])('%s can be closed: %s', async (attributes, can) => {
  const alert = await open(attributes);
  const close = alert.shadowRoot?.querySelector<HTMLElement>('.close');
  expect(close != null).toBe(can);
  close?.click();
  expect(alert.checkVisibility()).toBe(!can);
});

test('one that a script writes into the page works', async () => {
  await open('');
  stage.root.innerHTML = '<crowd-alert type="error">Wrong</crowd-alert>';
  const alert = stage.$<HTMLElement & { updateComplete: Promise<unknown> }>('crowd-alert');
  await alert.updateComplete;
  expect(inside(alert, '.alert').className).toContain('error');
});
