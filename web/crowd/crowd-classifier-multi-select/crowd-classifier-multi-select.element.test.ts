import { afterEach, describe, expect, test } from 'vitest';
import type { CrowdButton } from '../crowd-button/crowd-button.ts';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdClassifierMultiSelect } from './crowd-classifier-multi-select.ts';

let stage: Stage;
const open = async (attributes = '', children = '') => {
  stage = await setStage(
    `<crowd-form><crowd-classifier-multi-select name="topics" header="What is it about?" categories="['sport', 'art', 'war']" ${attributes}>${children}</crowd-classifier-multi-select></crowd-form>`,
  );
  return stage.$<CrowdClassifierMultiSelect>('crowd-classifier-multi-select');
};
afterEach(() => stage.clear());
const boxes = (tool: Element) => [
  ...(tool.shadowRoot?.querySelectorAll<HTMLInputElement>('.choices input') ?? []),
];
const excluded = `exclusion-category="{ text: 'None of these' }"`;

test('is accessible, with the exclusion category chosen and not', async () => {
  await open(excluded, '<classification-target>Goal!</classification-target>');
  await expectAccessible(stage.root);
  press('4');
  await drawn(stage.root);
  await expectAccessible(stage.root);
});

test('several can be chosen and cleared; the answer keeps the order of the list', async () => {
  const tool = await open();
  const heard: string[] = [];
  for (const name of ['input', 'change']) tool.addEventListener(name, () => heard.push(name));
  boxes(tool)[2]?.click();
  boxes(tool)[0]?.click();
  expect([tool.value, heard]).toEqual([{ labels: ['sport', 'war'] }, ['input', 'change', 'input', 'change']]);
  boxes(tool)[2]?.click();
  stage.form().submit();
  expect(stage.answers).toEqual([{ topics: { labels: ['sport'] } }]);
});

test('something must be chosen', async () => {
  const tool = await open();
  const submit = inside<CrowdButton>(tool, '[data-testid="crowd-submit"]');
  stage.form().submit();
  await drawn(stage.root);
  expect([submit.disabled, inside(tool, '.send .problem').textContent, stage.answers]).toEqual([
    true,
    'Choose at least one of the answers.',
    [],
  ]);
  press('2');
  press('2');
  expect(tool.value).toBeUndefined();
});

describe('the exclusion category', () => {
  test.each([excluded, 'exclusion-category="None of these"', `exclusion-category="'None of these'"`])(
    'clears and blocks the others, and frees them: %s',
    async (attribute) => {
      const tool = await open(attribute);
      press('1');
      press('4');
      await drawn(stage.root);
      expect(boxes(tool).map(({ checked, disabled }) => [checked, disabled])).toEqual([
        [false, true],
        [false, true],
        [false, true],
        [true, false],
      ]);
      expect(tool.shadowRoot?.querySelector('.label-button:last-child span')?.textContent).toBe(
        'None of these',
      );
      press('2');
      expect(tool.value).toEqual({ labels: [] });
      press('4');
      await drawn(stage.root);
      expect([tool.value, boxes(tool).some(({ disabled }) => disabled)]).toEqual([undefined, false]);
    },
  );

  test('is an empty list in the answer', async () => {
    await open(excluded);
    press('4');
    press('Enter');
    expect(stage.answers).toEqual([{ topics: { labels: [] } }]);
  });
});

test('reset and drafts', async () => {
  const tool = await open(excluded);
  expect(tool.saveState()).toBeUndefined();
  press('2');
  const state = tool.saveState();
  stage.form().reset();
  expect([state, tool.value, tool.saveState()]).toEqual([{ labels: ['art'] }, undefined, undefined]);
  tool.restoreState({ labels: ['art'] });
  expect(tool.value).toEqual({ labels: ['art'] });
  tool.restoreState({ labels: [] });
  expect(tool.value).toEqual({ labels: [] });
  tool.restoreState(null);
  expect(tool.value).toBeUndefined();
});

test('categories can be replaced; what is gone is no longer chosen', async () => {
  const tool = await open();
  press('1');
  press('2');
  tool.categories = ['art', 'music'];
  await drawn(stage.root);
  expect([tool.value, boxes(tool).map(({ checked }) => checked)]).toEqual([
    { labels: ['art'] },
    [true, false],
  ]);
});
