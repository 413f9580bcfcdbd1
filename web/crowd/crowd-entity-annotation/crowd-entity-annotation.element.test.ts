import { afterEach, describe, expect, test, vi } from 'vitest';
import { putDraft, takeDraft } from '../page/draft.ts';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdEntityAnnotation } from './crowd-entity-annotation.ts';

let stage: Stage;
const text = 'Ada met 🦉 Bob\nin New York, twice.';
const labels = `[{label: 'person', shortDisplayName: 'PER', fullDisplayName: 'Person'}, 'city',]`;
const open = async (attributes = '', children = '', around = ['', '']) => {
  stage = await setStage(
    `${around[0]}<crowd-entity-annotation name="spans" header="Mark them" text="${text}" labels="${labels}" ${attributes}>${children}</crowd-entity-annotation>${around[1]}`,
  );
  await vi.waitFor(() => expect(customElements.get('crowd-entity-annotation')).toBeDefined());
  await drawn(stage.root);
  return stage.$<CrowdEntityAnnotation>('crowd-entity-annotation');
};
afterEach(() => stage.clear());
const sheet = (tool: Element) => inside<HTMLElement>(tool, '.text');
const marks = (tool: CrowdEntityAnnotation) =>
  tool.value.entities.map(({ startOffset, endOffset, label }) => [
    [...text].slice(startOffset, endOffset).join(''),
    label,
  ]);

/** select selects words as the browser does when a mouse goes over them. */
async function select(tool: Element, words: string, by: 'mouse' | 'finger' = 'mouse'): Promise<void> {
  const parts = [...sheet(tool).querySelectorAll('.words')].map((part) => part.firstChild as Text);
  const place = (at: number): [Text, number] => {
    let left = at;
    for (const part of parts) {
      if (left <= part.length) return [part, left];
      left -= part.length;
    }
    throw new Error(`no place ${at}`);
  };
  const at = text.indexOf(words);
  const mouse = (type: string, clientX: number, to: EventTarget) =>
    to.dispatchEvent(
      new MouseEvent(type, { bubbles: true, composed: true, detail: 1, clientX, clientY: 100 }),
    );
  if (by === 'mouse') mouse('mousedown', 10, sheet(tool));
  document.getSelection()?.setBaseAndExtent(...place(at), ...place(at + words.length));
  if (by === 'mouse') mouse('mouseup', 60, document.body);
  else document.dispatchEvent(new Event('selectionchange'));
  await drawn(stage.root);
}
const clickLabel = async (tool: Element, place: number) => {
  inside<HTMLElement>(tool, `.label-button:nth-of-type(${place})`).click();
  await drawn(stage.root);
};
const clickMark = async (tool: Element, place: number) => {
  const mark = sheet(tool).querySelectorAll('mark')[place];
  for (const type of ['mousedown', 'mouseup'])
    mark?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, detail: 1 }));
  await drawn(stage.root);
};
const keys = async (tool: Element, ...pressed: (string | [string, KeyboardEventInit])[]) => {
  for (const one of pressed) {
    const [key, held] = typeof one === 'string' ? [one, {}] : one;
    press(key, held, sheet(tool));
  }
  await drawn(stage.root);
};
const shift = { shiftKey: true };

describe('without a form around it', () => {
  const ownForm = (tool: Element) => inside<HTMLElement & { form: HTMLFormElement }>(tool, 'crowd-form');

  test('it brings its own, with one Submit button, and sends', async () => {
    const tool = await open();
    await clickLabel(tool, 2);
    await select(tool, 'New York');
    const buttons = tool.shadowRoot?.querySelectorAll<HTMLElement>('crowd-button') ?? [];
    expect(buttons).toHaveLength(1);
    buttons[0]?.click();
    expect(stage.answers).toEqual([
      { spans: { entities: [{ endOffset: 25, label: 'city', startOffset: 17 }] } },
    ]);
  });

  test('an answer without marks is one', async () => {
    await open();
    press('Enter', { ctrlKey: true });
    expect(stage.answers).toEqual([{ spans: { entities: [] } }]);
  });

  test('fields that scripts put into its form are sent, checked and kept in drafts', async () => {
    const tool = await open('', '<p id="more"><input name="why" required></p>');
    ownForm(tool).form.appendChild(stage.$('#more'));
    await drawn(stage.root);
    press('Enter', { ctrlKey: true });
    expect(stage.answers).toEqual([]);
    const field = ownForm(tool).form.querySelector('input') as HTMLInputElement;
    field.value = 'so';
    const draft = takeDraft(stage.root);
    field.value = '';
    putDraft(stage.root, draft);
    press('Enter', { ctrlKey: true });
    expect(stage.answers).toEqual([{ spans: { entities: [] }, why: 'so' }]);
  });

  test('fields among its children are part of it, and so are their buttons', async () => {
    await open('', '<crowd-input name="why" value="x"></crowd-input><button>Go</button>');
    stage.$('button').click();
    expect(stage.answers).toEqual([{ spans: { entities: [] }, why: 'x' }]);
  });

  test('a refused answer can be sent again', async () => {
    const tool = await open();
    stage.reply = async () => {
      throw new Error('Not now.');
    };
    press('Enter', { ctrlKey: true });
    await vi.waitFor(() => expect(inside(tool, '.send .problem').textContent).toBe('Not now.'));
    stage.reply = async () => 'sent';
    press('Enter', { ctrlKey: true });
    expect(stage.answers).toHaveLength(2);
  });
});

test('in a form it is a field of that form', async () => {
  const tool = await open('', '', ['<crowd-form><input name="a" value="x">', '</crowd-form>']);
  expect(tool.shadowRoot?.querySelector('crowd-form')).toBeNull();
  stage.form().submit();
  expect(stage.answers).toEqual([{ a: 'x', spans: { entities: [] } }]);
});

test('is accessible', async () => {
  await open(`initial-value="[{label: 'person', startOffset: 0, endOffset: 3}]"`);
  await expectAccessible(stage.root);
});

describe('by mouse', () => {
  test('label first, then words; or words first, then a label', async () => {
    const tool = await open();
    await select(tool, ' Ada'.trim());
    expect([marks(tool), inside(tool, '[role=status]').textContent]).toEqual([
      [],
      '“Ada”. Now choose a label.',
    ]);
    await clickLabel(tool, 1);
    await select(tool, ' Bob\n');
    expect(marks(tool)).toEqual([
      ['Ada', 'person'],
      ['Bob', 'person'],
    ]);
    expect(tool.value.entities[1]).toEqual({ endOffset: 13, label: 'person', startOffset: 10 });
  });

  test('fingers select, and then touch a label', async () => {
    const tool = await open();
    await select(tool, 'New York', 'finger');
    await clickLabel(tool, 2);
    expect(marks(tool)).toEqual([['New York', 'city']]);
  });

  test('a click on a mark selects it: it gets another label, or goes by its ×', async () => {
    const tool = await open(`initial-value="[{label: 'person', startOffset: 17, endOffset: 25}]"`);
    await clickMark(tool, 0);
    await clickLabel(tool, 2);
    expect(marks(tool)).toEqual([['New York', 'city']]);
    sheet(tool).querySelector<HTMLElement>('.remove')?.click();
    await drawn(stage.root);
    expect(marks(tool)).toEqual([]);
    inside<HTMLElement>(tool, '#undo').click();
    expect(marks(tool)).toEqual([['New York', 'city']]);
    inside<HTMLElement>(tool, '#redo').click();
    expect(marks(tool)).toEqual([]);
  });

  test('marks do not overlap: one that is touched is taken whole', async () => {
    const tool = await open(`initial-value="[{label: 'city', startOffset: 17, endOffset: 25}]"`);
    await clickLabel(tool, 1);
    await select(tool, 'York, twice');
    expect(marks(tool)).toEqual([['New York, twice', 'person']]);
  });

  test('the list finds and deletes', async () => {
    const tool = await open(
      `initial-value="[{label: 'person', startOffset: 0, endOffset: 3}, {label: 'city', startOffset: 17, endOffset: 25}]"`,
    );
    inside<HTMLElement>(tool, '.list li:nth-child(2) .row').click();
    await drawn(stage.root);
    expect(sheet(tool).querySelector('mark.selected .words')?.textContent).toBe('New York');
    inside<HTMLElement>(tool, '.list li:nth-child(1) .icon').click();
    expect(marks(tool)).toEqual([['New York', 'city']]);
  });
});

describe('by keys', () => {
  test('word by word, a label by its number, and back', async () => {
    const tool = await open();
    await keys(tool, ['ArrowRight', { ...shift, ctrlKey: true }], '1');
    expect(marks(tool)).toEqual([['Ada', 'person']]);
    await keys(tool, ['z', { ctrlKey: true }]);
    expect(marks(tool)).toEqual([]);
    await keys(tool, ['y', { ctrlKey: true }]);
    expect(marks(tool)).toEqual([['Ada', 'person']]);
  });

  test('an emoji is one step; Enter gives the chosen label; lines have ends', async () => {
    const tool = await open();
    await keys(tool, '2', ['ArrowRight', { ctrlKey: true }], ['ArrowRight', { ctrlKey: true }], 'ArrowRight');
    await keys(tool, ['ArrowRight', shift], 'Enter');
    expect(tool.value.entities).toEqual([{ endOffset: 9, label: 'city', startOffset: 8 }]);
    await keys(tool, 'ArrowDown', 'Home', ['End', shift], 'Enter');
    expect(marks(tool)).toEqual([
      ['🦉', 'city'],
      ['in New York, twice.', 'city'],
    ]);
  });

  test('Tab goes from mark to mark, Delete deletes, Esc lets Tab leave', async () => {
    const tool = await open(
      `initial-value="[{label: 'person', startOffset: 0, endOffset: 3}, {label: 'city', startOffset: 17, endOffset: 25}]"`,
    );
    await keys(tool, 'Tab', '2');
    expect(marks(tool)[0]).toEqual(['Ada', 'city']);
    await keys(tool, 'Tab', 'Delete');
    expect(marks(tool)).toEqual([['Ada', 'city']]);
    press('Escape', {}, sheet(tool));
    expect(press('Tab', shift, sheet(tool)).defaultPrevented).toBe(false);
  });

  test('in a text from the right, the key to the left goes on', async () => {
    stage = await setStage(
      `<crowd-entity-annotation name="s" text="שלום עולם" labels="['x']"></crowd-entity-annotation>`,
    );
    const tool = stage.$<CrowdEntityAnnotation>('crowd-entity-annotation');
    await keys(tool, ['ArrowLeft', { ...shift, ctrlKey: true }], 'Enter');
    expect(tool.value.entities).toEqual([{ endOffset: 4, label: 'x', startOffset: 0 }]);
  });
});

describe('attributes and properties', () => {
  test('an initial value in the answer’s shape, before the text', async () => {
    stage = await setStage(
      `<crowd-entity-annotation name="s" initial-value="{entities: [{label: 'x', startOffset: 0, endOffset: 1}]}" labels="['x']" text="ab"></crowd-entity-annotation>`,
    );
    const tool = stage.$<CrowdEntityAnnotation>('crowd-entity-annotation');
    expect(tool.value.entities).toEqual([{ endOffset: 1, label: 'x', startOffset: 0 }]);
    expect(tool.shadowRoot?.querySelector('.problem:not([hidden])')).toBeNull();
  });

  test('what cannot be read is told', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const tool = await open(`initial-value="[{label: 'person', startOffset: 0, endOffset: 900}]"`);
    expect(inside(tool, '.work .problem').textContent).toContain('one mark cannot be read');
    tool.labels = '[{]';
    await drawn(stage.root);
    expect(inside(tool, '.work').textContent).toContain('“labels”');
    told.mockRestore();
  });

  test('labels can be assigned: marks whose label is gone are hidden until it is back', async () => {
    const tool = await open(`initial-value="[{label: 'person', startOffset: 0, endOffset: 3}]"`);
    const before = tool.labels as unknown[];
    tool.labels = ['city'];
    expect(marks(tool)).toEqual([]);
    tool.labels = [...before, 'new'];
    await drawn(stage.root);
    expect(marks(tool)).toEqual([['Ada', 'person']]);
    expect(tool.getAttribute('labels')).toBe(labels);
    expect(tool.shadowRoot?.querySelectorAll('.label-button')).toHaveLength(3);
  });

  test('disabled, it answers nothing and changes nothing', async () => {
    const tool = await open('disabled');
    await keys(tool, ['ArrowRight', { ...shift, ctrlKey: true }], '1');
    press('Enter', { ctrlKey: true });
    expect([tool.value.entities, stage.answers]).toEqual([[], [{}]]);
  });
});

test('reset and drafts', async () => {
  const tool = await open(`initial-value="[{label: 'person', startOffset: 0, endOffset: 3}]"`);
  expect(tool.saveState()).toBeUndefined();
  await clickLabel(tool, 2);
  await select(tool, 'New York');
  const state = tool.saveState() ?? null;
  tool.reset();
  expect([tool.saveState(), marks(tool)]).toEqual([undefined, [['Ada', 'person']]]);
  tool.restoreState(state);
  expect(marks(tool)).toEqual([
    ['Ada', 'person'],
    ['New York', 'city'],
  ]);
});

test('a long text with many marks stays quick', async () => {
  const line = 'The 🦉 flew from Oslo to Rome on Monday, said Ada.\n';
  const many = Array.from({ length: 2000 }, (_, row) => {
    const startOffset = row * [...line].length + 16;
    return { endOffset: startOffset + 4, label: 'city', startOffset };
  });
  stage = await setStage(`<crowd-entity-annotation name="s" labels="['city']"></crowd-entity-annotation>`);
  const tool = stage.$<CrowdEntityAnnotation>('crowd-entity-annotation');
  tool.text = line.repeat(many.length);
  tool.initialValue = many;
  await drawn(stage.root);
  expect(JSON.stringify(tool.value.entities)).toBe(JSON.stringify(many));
  const from = performance.now();
  const presses = 20;
  for (let at = 0; at < presses; at++)
    await keys(tool, ['ArrowRight', { ...shift, ctrlKey: true }], 'Enter', 'ArrowDown');
  const each = (performance.now() - from) / presses;
  console.info(`marking by keys in 100,000 characters with 2,000 marks: ${each.toFixed(0)} ms`);
  expect(each).toBeLessThan(1000);
});
