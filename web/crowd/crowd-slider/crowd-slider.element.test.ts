import { afterEach, describe, expect, test, vi } from 'vitest';
import { drawn, expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdSlider } from './crowd-slider.ts';

let stage: Stage;
const open = async (attributes: string, inner = '') => {
  stage = await setStage(
    `<crowd-form><crowd-slider name="q" ${attributes}>${inner}</crowd-slider></crowd-form>`,
  );
  return stage.$<CrowdSlider>('crowd-slider');
};
afterEach(() => stage.clear());
const knob = (slider: Element) => inside<HTMLInputElement>(slider, '.control');
const field = (slider: Element) => inside<HTMLInputElement>(slider, '.number');
const put = (input: HTMLInputElement, value: string) => {
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
};

test('is accessible in all its parts', async () => {
  await open(
    'min="0" max="10" value="3" pin editable secondary-progress="6"',
    '<crowd-slider-label position="0">none</crowd-slider-label><crowd-slider-label position="10">much</crowd-slider-label>',
  );
  await expectAccessible(stage.root);
});

describe('the answer is a number', () => {
  test.each<[string, number]>([
    ['', 0],
    ['min="5" max="9"', 5],
    ['value="80"', 80],
    ['value="500"', 100],
    ['min="0" max="1" step="0.05" value="0.35"', 0.35],
    ['min="1" max="10" step="0" value="7.25"', 7.25],
    ['value="many"', 0],
  ])('%s', async (attributes, want) => {
    await open(attributes);
    stage.form().submit();
    expect(stage.answers).toEqual([{ q: want }]);
  });

  test('none while disabled', async () => {
    await open('value="5" disabled');
    stage.form().submit();
    expect(stage.answers).toEqual([{}]);
  });
});

test('the knob: value first, then input and change, each once', async () => {
  const slider = await open('');
  const heard: unknown[] = [];
  slider.onchange = () => heard.push(['change', slider.value]);
  slider.addEventListener('input', () => heard.push(['input', slider.value]));
  put(knob(slider), '42');
  knob(slider).dispatchEvent(new Event('change', { bubbles: true }));
  expect(heard).toEqual([
    ['input', 42],
    ['change', 42],
  ]);
});

test('value set by a script moves the knob; null goes to the start of the scale', async () => {
  const slider = await open('min="2" max="9" value="5" editable');
  slider.value = 7;
  await drawn(stage.root);
  expect([knob(slider).value, field(slider).value]).toEqual(['7', '7']);
  slider.value = null;
  expect(slider.value).toBe(2);
});

describe('editable', () => {
  test('what is written moves the knob, half-written and wrong numbers do not', async () => {
    const slider = await open('min="10" max="90" value="20" editable');
    const heard = vi.fn();
    slider.addEventListener('input', heard);
    put(field(slider), '1');
    expect([slider.value, heard.mock.calls.length]).toEqual([20, 0]);
    put(field(slider), '15');
    await drawn(stage.root);
    expect([slider.value, knob(slider).value, heard.mock.calls.length]).toEqual([15, '15', 1]);
  });

  test('when it is left, the number is one of the scale', async () => {
    const slider = await open('min="10" max="90" editable');
    put(field(slider), '1000');
    field(slider).dispatchEvent(new Event('change', { bubbles: true }));
    expect([slider.value, field(slider).value]).toEqual([90, '90']);
    put(field(slider), '');
    field(slider).dispatchEvent(new Event('change', { bubbles: true }));
    expect([slider.value, field(slider).value]).toEqual([90, '90']);
  });
});

test('pin shows the number above the knob only while it is in hand', async () => {
  const slider = await open('pin value="30"');
  const pin = inside<HTMLElement>(slider, '.pin');
  expect([pin.textContent, getComputedStyle(pin).visibility]).toEqual(['30', 'hidden']);
});

test.each(['ltr', 'rtl'])('labels stand at their values: %s', async (dir) => {
  const slider = await open(
    `min="0" max="4" dir="${dir}" style="width: 422px"`,
    [0, 1, 4].map((at) => `<crowd-slider-label position="${at}">${at}</crowd-slider-label>`).join(''),
  );
  const box = slider.getBoundingClientRect();
  const middles = [...slider.children].map((label) => {
    const { left, width } = inside(label, 'span').getBoundingClientRect();
    const middle = left + width / 2;
    return Math.round(dir === 'ltr' ? middle - box.left : box.right - middle);
  });
  expect(middles).toEqual([11, 111, 411]);
});

test('reset and drafts', async () => {
  const slider = await open('value="20"');
  expect(slider.saveState()).toBeUndefined();
  slider.value = 30;
  expect(slider.saveState()).toBe(30);
  stage.form().reset();
  expect(slider.value).toBe(20);
  slider.restoreState(40);
  expect([slider.value, slider.validate()]).toEqual([40, true]);
});
