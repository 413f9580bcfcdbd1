import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CrowdButton } from '../crowd-button/crowd-button.ts';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdClassifier } from './crowd-classifier.ts';

let stage: Stage;
const open = async (attributes: string, children = '', around = '') => {
  stage = await setStage(
    `<crowd-form><crowd-classifier name="mood" ${attributes}>${children}</crowd-classifier>${around}</crowd-form>`,
  );
  return stage.$<CrowdClassifier>('crowd-classifier');
};
afterEach(() => stage.clear());

const three = `categories="['calm', 'sad', 'angry']"`;
const choices = (tool: Element) =>
  [...(tool.shadowRoot?.querySelectorAll('.label-button span') ?? [])].map((span) => span.textContent);
const pick = (tool: Element, place: number) =>
  inside<HTMLElement>(tool, `.label-button:nth-of-type(${place + 1})`).click();
const submitOf = (tool: Element) => inside<CrowdButton>(tool, '[data-testid="crowd-submit"]');

test('is accessible with its regions', async () => {
  await open(
    `${three} header="How does it sound?"`,
    '<classification-target><p>All is well.</p></classification-target><short-instructions>Read it.</short-instructions><full-instructions header="More">Much more.</full-instructions>',
  );
  await expectAccessible(stage.root);
});

describe('categories', () => {
  test.each<[string, string, string[]]>([
    ['strict JSON', `categories='["a","b"]'`, ['a', 'b']],
    ['single quotes and a comma at the end', `categories="['a', 'b',]"`, ['a', 'b']],
    ['lines and comments', `categories="[\n 'a', // first\n 'b',\n]"`, ['a', 'b']],
    ['as Liquid prints them', 'categories="[&quot;a &amp; b&quot;,&quot;c&quot;]"', ['a & b', 'c']],
    ['numbers', 'categories="[1, 2.5]"', ['1', '2.5']],
    ['none', '', []],
    ['empty', 'categories=""', []],
  ])('are read: %s', async (_, attribute, want) => {
    const tool = await open(attribute);
    expect([choices(tool), tool.categories]).toEqual([want, want]);
  });

  test.each([`categories="['a', "`, 'categories="calm"', 'categories="{a: 1}"'])(
    'that cannot be read are shown and logged: %s',
    async (attribute) => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => {});
      const tool = await open(attribute);
      expect(inside(tool, '.work .problem').textContent).toContain('“categories” of crowd-classifier');
      expect(log).toHaveBeenCalled();
      log.mockRestore();
    },
  );

  test('the attribute stays as text, the property is a list that scripts can replace', async () => {
    const tool = await open(three);
    expect(tool.getAttribute('categories')).toBe("['calm', 'sad', 'angry']");
    tool.categories = ['x', 'y'];
    await drawn(stage.root);
    expect([choices(tool), tool.getAttribute('categories')]).toEqual([
      ['x', 'y'],
      "['calm', 'sad', 'angry']",
    ]);
  });
});

describe('choosing', () => {
  test('gives {label}, can be changed, and does not submit', async () => {
    const tool = await open(three);
    pick(tool, 0);
    pick(tool, 1);
    expect([tool.value, tool._submittableValue, stage.answers]).toEqual([
      { label: 'sad' },
      { label: 'sad' },
      [],
    ]);
    stage.form().submit();
    expect(stage.answers).toEqual([{ mood: { label: 'sad' } }]);
  });

  test('fires input and change once each', async () => {
    const tool = await open(three);
    const heard: string[] = [];
    for (const name of ['input', 'change']) tool.addEventListener(name, () => heard.push(name));
    pick(tool, 2);
    expect(heard).toEqual(['input', 'change']);
  });

  test('Submit waits until something is chosen, and a submit by script says so', async () => {
    const tool = await open(three);
    expect(submitOf(tool).disabled).toBe(true);
    stage.form().submit();
    await drawn(stage.root);
    expect(inside(tool, '.send .problem').textContent).toBe('Choose one of the answers.');
    pick(tool, 0);
    await drawn(stage.root);
    expect(submitOf(tool).disabled).toBe(false);
    inside<HTMLElement>(submitOf(tool), 'button').click();
    expect(stage.answers).toEqual([{ mood: { label: 'calm' } }]);
  });

  test.each([
    ['sad', { label: 'sad' }],
    [' sad ', { label: 'sad' }],
    ['', undefined],
    ['unknown', undefined],
  ])('initial-value %j', async (initial, want) => {
    expect((await open(`${three} initial-value="${initial}"`)).value).toEqual(want);
  });

  test('reset goes back to the initial value', async () => {
    const tool = await open(`${three} initial-value="sad"`);
    pick(tool, 0);
    stage.form().reset();
    expect(tool.value).toEqual({ label: 'sad' });
  });
});

describe('keys', () => {
  test('digits choose, 0 is the tenth', async () => {
    const tool = await open(`categories="${JSON.stringify([...'abcdefghijk']).replaceAll('"', "'")}"`);
    press('2');
    expect(tool.value).toEqual({ label: 'b' });
    press('0');
    expect(tool.value).toEqual({ label: 'j' });
  });

  test('digits in a text field are text', async () => {
    const tool = await open(
      three,
      '<short-instructions><input id="note" aria-label="note"></short-instructions>',
    );
    press('2', {}, stage.$('#note'));
    expect(tool.value).toBeUndefined();
  });

  test('digits past the categories, and digits with Ctrl, do nothing', async () => {
    const tool = await open(three);
    press('9');
    press('1', { ctrlKey: true });
    expect(tool.value).toBeUndefined();
  });

  test('Enter sends a choice, and nothing before one', async () => {
    await open(three);
    press('Enter');
    expect(stage.answers).toEqual([]);
    press('3');
    press('Enter');
    expect(stage.answers).toEqual([{ mood: { label: 'angry' } }]);
  });

  test('while a dialog is open keys are not for the tool', async () => {
    const tool = await open(three, '<full-instructions>More</full-instructions>');
    tool.instructions.show('full-instructions');
    press('1');
    expect(tool.value).toBeUndefined();
  });

  test('of two classifiers the focused one hears them, else the first', async () => {
    const first = await open(three, '', `<crowd-classifier name="second" ${three}></crowd-classifier>`);
    const second = stage.$<CrowdClassifier>('[name=second]');
    press('1');
    expect([first.value, second.value]).toEqual([{ label: 'calm' }, undefined]);
    second.focus();
    press('2');
    expect([first.value, second.value]).toEqual([{ label: 'calm' }, { label: 'sad' }]);
  });
});

describe('its place on the page', () => {
  const auto = () => stage.form().shadowRoot?.querySelector('crowd-button') ?? null;

  test('alone it bears Submit and fills the frame', async () => {
    const tool = await open(three);
    expect([auto(), tool.submits, tool.fills]).toEqual([null, true, true]);
  });

  test('beside other content it bears Submit and does not fill', async () => {
    const tool = await open(three, '', '<crowd-input name="why"></crowd-input>');
    expect([auto(), tool.submits, tool.fills]).toEqual([null, true, false]);
  });

  test('two of them leave Submit to the form', async () => {
    const tool = await open(three, '', `<crowd-classifier name="b" ${three}></crowd-classifier>`);
    expect([auto() === null, tool.submits]).toEqual([false, false]);
  });

  test('the template’s own Submit button is the only one', async () => {
    const tool = await open(three, '', '<crowd-button form-action="submit">Go</crowd-button>');
    expect([auto(), tool.submits]).toEqual([null, false]);
  });
});

test.each([
  ["['Intact', 'Scratched', 'Cannot tell']", true],
  ["['Intact', 'Incomprehensible']", false],
  ["['Intact', 'A little of it and then some more']", false],
])('short categories may stand side by side, others not: %s', async (categories, side) => {
  const tool = await open(`categories="${categories}"`);
  expect(inside(tool, '.choices').matches('.short')).toBe(side);
});

describe('instructions', () => {
  test('the pane shows the short ones, the link opens the full ones, the button closes the pane', async () => {
    const tool = await open(
      three,
      '<short-instructions header="In short">Read.</short-instructions><full-instructions header="In full">More.</full-instructions>',
    );
    const pane = inside<HTMLElement>(tool, '.awsui-app-layout__navigation');
    expect([pane.hidden, pane.querySelector('h2')?.textContent]).toEqual([false, 'In short']);
    inside<HTMLElement>(tool, '.moreInstructionsLink').click();
    const dialog = inside<HTMLDialogElement>(tool, '.awsui-modal-dialog');
    expect([dialog.open, dialog.querySelector('h2')?.textContent]).toEqual([true, 'In full']);
    expect(stage.$('full-instructions').checkVisibility()).toBe(true);
    dialog.close();
    inside<HTMLElement>(tool, '.headerButtonsContainer button').click();
    await drawn(stage.root);
    expect(pane.hidden).toBe(true);
  });

  test('empty regions leave the pane closed', async () => {
    const tool = await open(
      three,
      '<short-instructions></short-instructions><full-instructions> </full-instructions>',
    );
    expect(inside<HTMLElement>(tool, '.awsui-app-layout__navigation').hidden).toBe(true);
  });

  test('regions that are filled later open it', async () => {
    const tool = await open(three, '<short-instructions></short-instructions>');
    stage.$('short-instructions').textContent = 'Now there is something.';
    await vi.waitFor(() =>
      expect(inside<HTMLElement>(tool, '.awsui-app-layout__navigation').hidden).toBe(false),
    );
  });

  test('regions stay in the light DOM with their ids', async () => {
    await open(three, '<classification-target><p id="target">x</p></classification-target>');
    expect(document.querySelector('#target')?.checkVisibility()).toBe(true);
  });

  test('classification-target without a classifier is a plain block', async () => {
    stage = await setStage('<crowd-form><classification-target>text</classification-target></crowd-form>');
    expect(stage.$('classification-target').checkVisibility()).toBe(true);
  });

  test('a required field in a closed pane opens it', async () => {
    const tool = await open(
      `${three} initial-value="sad"`,
      '<short-instructions><input required name="n" aria-label="n"></short-instructions>',
    );
    inside<HTMLElement>(tool, '.headerButtonsContainer button').click();
    await drawn(stage.root);
    stage.form().submit();
    await vi.waitFor(() => expect(document.activeElement).toBe(stage.$('input')));
    expect(stage.answers).toEqual([]);
  });
});
