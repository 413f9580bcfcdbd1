import { afterEach, describe, expect, test } from 'vitest';
import { drawn, expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdCheckbox } from './crowd-checkbox.ts';

let stage: Stage;
const open = async (inner: string) => {
  stage = await setStage(`<crowd-form>${inner}</crowd-form>`);
  return stage.$<CrowdCheckbox>('crowd-checkbox');
};
afterEach(() => stage.clear());
const control = (box: Element) => inside<HTMLInputElement>(box, '.control');

test('is accessible, labelled and not, refused and not', async () => {
  const box = await open(
    '<crowd-checkbox name="a" required>I agree</crowd-checkbox><crowd-checkbox name="b" value="dark" checked></crowd-checkbox><crowd-checkbox name="c" disabled>Off</crowd-checkbox>',
  );
  box.validate();
  await drawn(stage.root);
  await expectAccessible(stage.root);
});

describe('the answer', () => {
  test.each<[string, string, unknown]>([
    ['without a value', '<crowd-checkbox name="a">x</crowd-checkbox>', { a: { on: false } }],
    [
      'two of one name',
      '<crowd-checkbox name="d" value="scratch" checked></crowd-checkbox><crowd-checkbox name="d" value="stain"></crowd-checkbox>',
      { d: { scratch: true, stain: false } },
    ],
    ['checked="true"', '<crowd-checkbox name="a" checked="true"></crowd-checkbox>', { a: { on: true } }],
    ['checked="false"', '<crowd-checkbox name="a" checked="false"></crowd-checkbox>', { a: { on: false } }],
    ['disabled', '<crowd-checkbox name="a" checked disabled></crowd-checkbox>', {}],
    ['no name', '<crowd-checkbox checked></crowd-checkbox>', {}],
    [
      'joined with native boxes',
      '<crowd-checkbox name="d" value="a" checked></crowd-checkbox><input type="checkbox" name="d" value="b">',
      { d: { a: true, b: false } },
    ],
    [
      'fields that a forgotten end tag put inside',
      '<crowd-checkbox name="a" /> Fine <p>Next <input name="b" value="y"></p>',
      { a: { on: false }, b: 'y' },
    ],
  ])('%s', async (_, template, want) => {
    await open(template);
    stage.form().submit();
    expect(stage.answers).toEqual([want]);
  });
});

describe('clicks', () => {
  test.each([
    ['the box', (box: HTMLElement) => control(box)],
    ['the label', () => stage.$('b')],
    ['the element, by script', (box: HTMLElement) => box],
  ])('on %s toggle', async (_, target) => {
    const box = await open('<crowd-checkbox name="a">I <b>agree</b></crowd-checkbox>');
    const heard: string[] = [];
    for (const type of ['click', 'input', 'change']) box.addEventListener(type, () => heard.push(type));
    target(box).click();
    await drawn(stage.root);
    expect([box.checked, control(box).checked, heard]).toEqual([true, true, ['input', 'change', 'click']]);
    target(box).click();
    await drawn(stage.root);
    expect([box.checked, control(box).checked]).toEqual([false, false]);
  });

  test('an onclick of the template still sees the old state', async () => {
    const box = await open('<crowd-checkbox name="a" onclick="this.seen = this.checked">x</crowd-checkbox>');
    box.click();
    expect([(box as CrowdCheckbox & { seen?: boolean }).seen, box.checked]).toEqual([false, true]);
  });

  test('that a handler of the template cancels change nothing', async () => {
    const box = await open('<crowd-checkbox name="a" onclick="return false">x</crowd-checkbox>');
    control(box).click();
    await drawn(stage.root);
    expect([box.checked, control(box).checked]).toEqual([false, false]);
  });

  test('on what is refused, on links and on strays do nothing', async () => {
    const box = await open(
      '<crowd-checkbox name="a">See <a href="#terms">the terms</a><h2 id="stray">More</h2></crowd-checkbox>',
    );
    stage.$('a').click();
    stage.$('#stray').click();
    expect(box.checked).toBe(false);
    box.disabled = true;
    box.click();
    expect(box.checked).toBe(false);
  });
});

describe('the attribute checked', () => {
  test('follows the state, so that scripts can watch it', async () => {
    const box = await open('<crowd-checkbox name="a">x</crowd-checkbox>');
    const told = new Promise<boolean>((resolve) => {
      new MutationObserver(() => resolve(box.hasAttribute('checked'))).observe(box, {
        attributeFilter: ['checked'],
      });
    });
    box.click();
    expect(await told).toBe(true);
    box.removeAttribute('checked');
    expect(box.checked).toBe(false);
  });

  test('is kept by a clone', async () => {
    const box = await open('<crowd-checkbox name="a" value="v">x</crowd-checkbox>');
    box.click();
    await drawn(stage.root);
    const copy = box.cloneNode(true) as CrowdCheckbox;
    stage.form().append(copy);
    expect([copy.checked, copy.value]).toEqual([true, 'v']);
  });
});

test('required must be on; the message goes when it is', async () => {
  const box = await open('<crowd-checkbox name="a" required>x</crowd-checkbox>');
  stage.form().submit();
  await drawn(stage.root);
  const error = inside<HTMLElement>(box, '#error');
  expect([stage.answers, error.textContent, error.hidden, control(box).ariaInvalid]).toEqual([
    [],
    'Please tick this box.',
    false,
    'true',
  ]);
  box.click();
  await drawn(stage.root);
  expect(error.hidden).toBe(true);
  stage.form().submit();
  expect(stage.answers).toEqual([{ a: { on: true } }]);
});

test('reset goes back to the start, a draft keeps a change', async () => {
  const box = await open('<crowd-checkbox name="a" checked>x</crowd-checkbox>');
  expect(box.saveState()).toBeUndefined();
  box.click();
  expect(box.saveState()).toBe(false);
  stage.form().reset();
  expect([box.checked, box.saveState()]).toEqual([true, undefined]);
  box.restoreState(false);
  expect(box.checked).toBe(false);
});

test('a label keeps its words in a narrow column of a table', async () => {
  const box = await open(
    '<table style="width: 120px"><tr><td>A description of several words</td><td><crowd-checkbox name="a">right</crowd-checkbox></td></tr></table>',
  );
  await drawn(stage.root);
  expect(inside<HTMLElement>(box, '.label').offsetHeight).toBeLessThan(30);
});
