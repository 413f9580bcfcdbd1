import { afterEach, describe, expect, test } from 'vitest';
import type { CrowdRadioButton } from '../crowd-radio-button/crowd-radio-button.ts';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdRadioGroup } from './crowd-radio-group.ts';

let stage: Stage;
const open = async (buttons: string, attributes = '') => {
  stage = await setStage(
    `<crowd-form><crowd-radio-group ${attributes}>${buttons}</crowd-radio-group></crowd-form>`,
  );
  return stage.$<CrowdRadioGroup>('crowd-radio-group');
};
afterEach(() => stage.clear());

const two =
  '<crowd-radio-button name="spam">Spam</crowd-radio-button><br><div><crowd-radio-button name="ham">Ham</crowd-radio-button></div>';
const one = (checked = '') =>
  `<crowd-radio-button name="d" value="approve" ${checked}>Yes</crowd-radio-button><crowd-radio-button name="d" value="reject">No</crowd-radio-button>`;
const nameless =
  '<crowd-radio-button value="a">A</crowd-radio-button><crowd-radio-button value="b">B</crowd-radio-button><crowd-radio-button value="c" disabled>C</crowd-radio-button>';
const on = (group: CrowdRadioGroup) => group.buttons.map((button) => button.checked);

test('is accessible', async () => {
  await open(two, 'aria-label="What is it?"');
  await expectAccessible(stage.root);
});

describe('the answer', () => {
  test.each<[string, string, string, number, unknown]>([
    ['different names', two, '', 1, { spam: { on: false }, ham: { on: true } }],
    ['one name', one(), '', 0, { d: { approve: true, reject: false } }],
    ['names on the group only', nameless, 'name="g"', 1, { g: { a: false, b: true } }],
    ['no names at all', nameless, '', 1, {}],
  ])('%s', async (_, buttons, attributes, place, want) => {
    const group = await open(buttons, attributes);
    group.buttons[place]?.click();
    stage.form().submit();
    expect(stage.answers).toEqual([want]);
  });

  test('alone, buttons do not clear each other', async () => {
    stage = await setStage(`<crowd-form>${two}</crowd-form>`);
    stage.$('[name=spam]').click();
    stage.$('[name=ham]').click();
    stage.form().submit();
    expect(stage.answers).toEqual([{ spam: { on: true }, ham: { on: true } }]);
  });
});

describe('one of them', () => {
  test('is on: a click, a property and an attribute clear the others at once', async () => {
    const group = await open(one('checked'));
    const [yes, no] = group.buttons as [CrowdRadioButton, CrowdRadioButton];
    no.click();
    expect(on(group)).toEqual([false, true]);
    yes.checked = true;
    expect(on(group)).toEqual([true, false]);
    no.setAttribute('checked', '');
    expect(on(group)).toEqual([false, true]);
    no.removeAttribute('checked');
    expect(on(group)).toEqual([false, false]);
  });

  test('of several that the page marks it is the last', async () => {
    const group = await open(
      '<crowd-radio-button name="a" checked>A</crowd-radio-button><crowd-radio-button name="b" checked>B</crowd-radio-button>',
    );
    expect(on(group)).toEqual([false, true]);
  });

  test('stays on at a second click, unless the group allows none', async () => {
    const group = await open(one('checked'));
    group.buttons[0]?.click();
    expect(on(group)).toEqual([true, false]);
    group.allowEmptySelection = true;
    group.buttons[0]?.click();
    expect(on(group)).toEqual([false, false]);
  });

  test.each(['selected="b"', 'value="b"'])('is chosen by %s', async (attribute) => {
    const group = await open(nameless, `name="g" ${attribute}`);
    expect([on(group), group.value, group.selected]).toEqual([[false, true, false], 'b', 'b']);
    group.value = 'a';
    expect(on(group)).toEqual([true, false, false]);
    group.value = null;
    expect([group.value, on(group)]).toEqual([undefined, [false, false, false]]);
  });
});

describe('keys', () => {
  test('arrows choose the next, around the end and past what is off; one button is reached by Tab', async () => {
    const group = await open(nameless, 'name="g"');
    const stops = () => group.buttons.map((button) => inside<HTMLInputElement>(button, '.control').tabIndex);
    expect(stops()).toEqual([0, -1, -1]);
    group.focus();
    const arrow = (key: string) => press(key, {}, document.activeElement as Element);
    arrow('ArrowDown');
    await drawn(stage.root);
    expect([on(group), stops(), document.activeElement]).toEqual([
      [false, true, false],
      [-1, 0, -1],
      group.buttons[1],
    ]);
    arrow('ArrowRight');
    expect(on(group)).toEqual([true, false, false]);
    arrow('ArrowUp');
    expect(on(group)).toEqual([false, true, false]);
  });

  test('left and right change places where writing runs from the right', async () => {
    const group = await open(
      '<crowd-radio-button value="a">A</crowd-radio-button><crowd-radio-button value="b">B</crowd-radio-button><crowd-radio-button value="c">C</crowd-radio-button>',
      'name="g" dir="rtl"',
    );
    group.focus();
    press('ArrowLeft', {}, document.activeElement as Element);
    expect(group.value).toBe('b');
  });
});

test('required: one must be chosen', async () => {
  const group = await open(nameless, 'name="g" required');
  stage.form().submit();
  await drawn(stage.root);
  expect([stage.answers, inside(group, '#error').textContent]).toEqual([[], 'Choose one of the answers.']);
  expect(document.activeElement).toBe(group.buttons[0]);
  group.buttons[0]?.click();
  await drawn(stage.root);
  expect(inside<HTMLElement>(group, '#error').hidden).toBe(true);
  stage.form().submit();
  expect(stage.answers).toEqual([{ g: { a: true, b: false } }]);
});

test('reset and drafts, with names on the buttons and on the group', async () => {
  const named = await open(one('checked'));
  named.buttons[1]?.click();
  expect(named.buttons.map((button) => button.saveState())).toEqual([false, true]);
  stage.form().reset();
  expect(on(named)).toEqual([true, false]);
  stage.clear();
  const group = await open(nameless, 'name="g"');
  expect(group.saveState()).toBeUndefined();
  group.buttons[1]?.click();
  expect(group.saveState()).toEqual([false, true, false]);
  stage.form().reset();
  expect(on(group)).toEqual([false, false, false]);
  group.restoreState([true, false, false]);
  expect(group.value).toBe('a');
});

test('buttons that a script makes work at once', async () => {
  const group = await open(one('checked'));
  group.insertAdjacentHTML(
    'beforeend',
    '<crowd-radio-button name="d" value="later" checked>Later</crowd-radio-button>',
  );
  expect(on(group)).toEqual([false, false, true]);
});

test('disabled, all its buttons are: no click, no key, no answer, and they come back', async () => {
  stage = await setStage(
    '<crowd-form><crowd-radio-group disabled><crowd-radio-button name="a" value="x" checked>X</crowd-radio-button><crowd-radio-button name="b" value="y">Y</crowd-radio-button></crowd-radio-group></crowd-form>',
  );
  const second = stage.$<CrowdRadioButton>('[name=b]');
  second.click();
  await drawn(stage.root);
  expect([second.checked, inside<HTMLInputElement>(second, 'input').disabled]).toEqual([false, true]);
  stage.form().submit();
  stage.$('crowd-radio-group').removeAttribute('disabled');
  await drawn(stage.root);
  second.click();
  expect(inside<HTMLInputElement>(second, 'input').disabled).toBe(false);
  expect(second.checked).toBe(true);
  expect(stage.answers).toEqual([{}]);
});
