import { afterEach, expect, test, vi } from 'vitest';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
afterEach(() => stage.clear());
const open = async (attributes = '') => {
  stage = await setStage(
    `<crowd-form><crowd-tabs ${attributes}><crowd-tab header="One"><p id="one">1</p></crowd-tab><crowd-tab header="Two"><input id="two" name="two" required aria-label="two"></crowd-tab><crowd-tab header="Three"><input id="three" name="three" value="3" aria-label="three"></crowd-tab></crowd-tabs></crowd-form>`,
  );
  return stage.$('crowd-tabs');
};
const tabs = (element: Element) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>('[role=tab]') ?? []),
];
const seen = () => ['one', 'two', 'three'].filter((id) => stage.$(`#${id}`).checkVisibility());

test('the first tab is open, a click opens another; each is accessible', async () => {
  const element = await open();
  expect(seen()).toEqual(['one']);
  await expectAccessible(stage.root);
  tabs(element)[2]?.click();
  await drawn(stage.root);
  expect([seen(), tabs(element).map((tab) => tab.ariaSelected)]).toEqual([
    ['three'],
    ['false', 'false', 'true'],
  ]);
  await expectAccessible(stage.root);
});

test('arrow keys open the next; up and down are left to scrolling', async () => {
  const element = await open();
  tabs(element)[0]?.focus();
  press('ArrowLeft', {}, tabs(element)[0]);
  await drawn(stage.root);
  expect([seen(), inside(element, ':focus').textContent?.trim()]).toEqual([['three'], 'Three']);
  press('ArrowDown', {}, tabs(element)[2]);
  await drawn(stage.root);
  expect(seen()).toEqual(['three']);
});

test('a field that is not complete opens its tab; fields of closed tabs are sent', async () => {
  await open();
  stage.form().submit();
  await vi.waitFor(() => expect(seen()).toEqual(['two']));
  expect(stage.answers).toEqual([]);
  stage.$<HTMLInputElement>('#two').value = '2';
  stage.form().submit();
  expect(stage.answers).toEqual([{ two: '2', three: '3' }]);
});

test('tabs that come, go and change their names are followed', async () => {
  const element = await open();
  element.firstElementChild?.remove();
  element.insertAdjacentHTML('beforeend', '<crowd-tab header="Four">4</crowd-tab>');
  element.firstElementChild?.setAttribute('header', 'Second');
  await vi.waitFor(() =>
    expect(tabs(element).map((tab) => tab.textContent?.trim())).toEqual(['Second', 'Three', 'Four']),
  );
  expect(stage.$('#two').checkVisibility()).toBe(true);
});
