import { afterEach, expect, test } from 'vitest';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdInstructions } from './crowd-instructions.ts';

let stage: Stage;
afterEach(() => stage.clear());
const open = async (attributes: string, regions: string) => {
  stage = await setStage(
    `<crowd-form><crowd-instructions ${attributes}>${regions}</crowd-instructions></crowd-form>`,
  );
  const element = stage.$<CrowdInstructions>('crowd-instructions');
  inside<HTMLElement>(element, '#opener').click();
  await drawn(stage.root);
  return element;
};
const all =
  '<short-summary>In short</short-summary><detailed-instructions><h3>At length</h3></detailed-instructions><positive-example><p>So</p></positive-example><negative-example><p>Not so</p></negative-example>';
const tabs = (element: Element) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>('[role=tab]') ?? []),
];
const seen = () =>
  ['short-summary', 'detailed-instructions', 'positive-example', 'negative-example'].filter((tag) =>
    stage.root.querySelector(tag)?.checkVisibility(),
  );

test('opens three tabs, one at a time, and is accessible in each', async () => {
  const element = await open('', all);
  expect(inside(element, '#opener').textContent?.trim()).toBe('Click for instructions');
  expect(tabs(element).map((tab) => tab.textContent?.trim())).toEqual([
    'Summary',
    'Detailed Instructions',
    'Examples',
  ]);
  const shown = [];
  for (const tab of tabs(element)) {
    tab.click();
    await drawn(stage.root);
    shown.push(seen());
    await expectAccessible(stage.root);
  }
  expect(shown).toEqual([
    ['short-summary'],
    ['detailed-instructions'],
    ['positive-example', 'negative-example'],
  ]);
});

test.each([
  ['ltr', 'ArrowRight', 'detailed-instructions'],
  ['rtl', 'ArrowLeft', 'detailed-instructions'],
  ['ltr', 'ArrowLeft', 'positive-example'],
  ['ltr', 'End', 'positive-example'],
  ['ltr', 'Home', 'short-summary'],
])('keys: %s %s shows %s', async (dir, key, want) => {
  const element = await open(`dir="${dir}"`, all);
  press(key, {}, tabs(element)[0]);
  await drawn(stage.root);
  expect(seen()[0]).toBe(want);
});

test('a tab without content is left out, a single page needs no tabs', async () => {
  const two = await open('', '<short-summary>a</short-summary><negative-example>b</negative-example>');
  expect(tabs(two).map((tab) => tab.textContent?.trim())).toEqual(['Summary', 'Examples']);
  stage.clear();
  const one = await open(
    'link-text="Help" link-type="button"',
    '<detailed-instructions>a</detailed-instructions>',
  );
  expect([tabs(one).length, seen(), inside(one, '#opener').className]).toEqual([
    0,
    ['detailed-instructions'],
    'button',
  ]);
});
