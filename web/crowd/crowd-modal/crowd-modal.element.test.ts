import { afterEach, expect, test, vi } from 'vitest';
import { drawn, expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdModal } from './crowd-modal.ts';

let stage: Stage;
afterEach(() => stage.clear());
const open = async (attributes = '', inner = '<p id="more">More</p>') => {
  stage = await setStage(`<crowd-form><crowd-modal ${attributes}>${inner}</crowd-modal></crowd-form>`);
  return stage.$<CrowdModal>('crowd-modal');
};
const dialog = (modal: Element) => inside<HTMLDialogElement>(modal, 'dialog');

test.each([
  ['', 'Click to open modal', 'button link'],
  ['link-text="See more" link-type="button"', 'See more', 'button'],
])('%s is accessible, closed and open', async (attributes, text, look) => {
  const modal = await open(attributes);
  const opener = inside<HTMLElement>(modal, '#opener');
  expect([opener.textContent?.trim(), opener.className, dialog(modal).open]).toEqual([text, look, false]);
  await expectAccessible(stage.root);
  opener.click();
  await drawn(stage.root);
  expect([dialog(modal).open, stage.$('#more').checkVisibility(), modal.opened]).toEqual([true, true, true]);
  await expectAccessible(stage.root);
});

test('open(), close(), the attribute and the ways to close it agree', async () => {
  const modal = await open();
  modal.open();
  await modal.updateComplete;
  expect([dialog(modal).open, modal.hasAttribute('opened')]).toEqual([true, true]);
  inside<HTMLElement>(modal, '.close').click();
  await modal.updateComplete;
  expect([dialog(modal).open, modal.opened]).toEqual([false, false]);
  modal.setAttribute('opened', '');
  await modal.updateComplete;
  dialog(modal).close();
  await vi.waitFor(() => expect(modal.opened).toBe(false));
  modal.open();
  await modal.updateComplete;
  dialog(modal).click();
  expect(modal.opened).toBe(false);
});

test('its fields are part of the form; one that is not complete opens it', async () => {
  const modal = await open('', '<input name="a" required aria-label="a">');
  stage.form().submit();
  await vi.waitFor(() => expect(dialog(modal).open).toBe(true));
  stage.$<HTMLInputElement>('input').value = 'x';
  modal.close();
  stage.form().submit();
  expect(stage.answers).toEqual([{ a: 'x' }]);
});
