import { afterEach, describe, expect, test, vi } from 'vitest';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdTextractAnalyzeDocument } from './crowd-textract-analyze-document.ts';

const form = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="1000"><rect width="800" height="1000" fill="#fff"/><text x="80" y="115" font-size="16">Town: Osl0</text></svg>',
)}`;
const geometry = (left: number, top: number) =>
  `geometry: { boundingBox: { left: ${left}, top: ${top}, width: 0.2, height: 0.02 }, polygon: [] }`;
const blocks = `[
  { blockType: 'KEY_VALUE_SET', entityTypes: ['KEY'], id: 'k1', confidence: 41.2, text: 'Town:', relationships: [{ type: 'VALUE', ids: ['v1'] }], ${geometry(0.1, 0.1)} },
  { blockType: 'KEY_VALUE_SET', entityTypes: ['VALUE'], id: 'v1', text: 'Osl0', ${geometry(0.4, 0.1)} },
  { blockType: 'KEY_VALUE_SET', entityTypes: ['KEY'], id: 'k2', confidence: 99.4, text: 'Married', relationships: [{ type: 'VALUE', ids: ['v2'] }], ${geometry(0.1, 0.8)} },
  { blockType: 'KEY_VALUE_SET', entityTypes: ['VALUE'], id: 'v2', relationships: [{ type: 'CHILD', ids: ['s2'] }], ${geometry(0.4, 0.8)} },
  { blockType: 'SELECTION_ELEMENT', id: 's2', selectionStatus: 'NOT_SELECTED' },
]`;
const keys = `[{ importantFormKey: 'IBAN', importantFormKeyAliases: ['Account'] }]`;

let stage: Stage;
afterEach(() => stage.clear());
const open = async (attributes = `keys="${keys}"`) => {
  stage = await setStage(
    `<crowd-form><crowd-textract-analyze-document header="Is it read rightly?" src="${form}" initial-value="${blocks}" block-types="['KEY_VALUE_SET']" ${attributes}><short-instructions>Look closely.</short-instructions></crowd-textract-analyze-document></crowd-form>`,
  );
  const tool = stage.$<CrowdTextractAnalyzeDocument>('crowd-textract-analyze-document');
  await vi.waitFor(() => inside(tool, '.boxes'));
  return tool;
};
const rows = (tool: Element) =>
  [...(tool.shadowRoot?.querySelectorAll('.row') ?? [])].map((row) =>
    row.textContent?.replace(/\s+/g, ' ').trim(),
  );
const click = async (tool: Element, selector: string) => {
  inside<HTMLElement>(tool, selector).click();
  await drawn(stage.root);
};
const write = async (tool: Element, selector: string, text: string) => {
  const field = inside<HTMLInputElement>(tool, selector);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await drawn(stage.root);
};
const key = async (tool: Element, name: string, held: KeyboardEventInit = {}) => {
  press(name, held, tool.shadowRoot?.activeElement ?? document.body);
  await drawn(stage.root);
};
const focused = (tool: Element) => tool.shadowRoot?.activeElement?.className;
const at = (tool: Element, x: number, y: number) => {
  const { left, top, width, height } = inside(tool, '.picture').getBoundingClientRect();
  return { clientX: left + x * width, clientY: top + y * height };
};
const send = (target: Element, type: string, place: { clientX: number; clientY: number }) =>
  target.dispatchEvent(
    new PointerEvent(type, {
      bubbles: true,
      composed: true,
      cancelable: true,
      pointerId: 1,
      pointerType: 'mouse',
      ...place,
    }),
  );
const text = (tool: CrowdTextractAnalyzeDocument, id: string) =>
  tool.value.blocks.find((block) => block['id'] === id)?.['text'];

test('is accessible, with a field open too', async () => {
  const tool = await open();
  await expectAccessible(stage.root);
  await click(tool, '[data-entry=k1] .row');
  await expectAccessible(stage.root);
});

test('the list names keys, values and how sure they are', async () => {
  const tool = await open();
  expect(rows(tool)).toEqual([
    '? IBAN To find',
    '• Town: Osl0 41 %41 % sure',
    '• Married Not selected 99 %99 % sure',
  ]);
});

test('the answer, by hand', async () => {
  const tool = await open();
  stage.form().submit();
  await drawn(stage.root);
  expect(inside(tool, '.send .problem').textContent).toContain('One key still has to be found');
  await write(tool, 'input.value', 'NO93');
  await click(tool, '[data-entry=k1] .row');
  await write(tool, 'input.value', 'Oslo');
  await click(tool, '[data-entry=k2] .row');
  await click(tool, '.tick:first-of-type input');
  stage.form().submit();
  const [answer] = stage.answers as unknown as [Record<string, { blocks: Record<string, unknown>[] }>];
  expect(Object.keys(answer)).toEqual(['AWS/Textract/AnalyzeDocument/Forms/V1']);
  const sent = answer['AWS/Textract/AnalyzeDocument/Forms/V1']?.blocks ?? [];
  expect(sent.map(({ id, text, selectionStatus }) => [id, text ?? selectionStatus])).toEqual([
    ['k1', 'Town:'],
    ['v1', 'Oslo'],
    ['k2', 'Married'],
    ['v2', 'SELECTED'],
    ['s2', 'SELECTED'],
    ['key-1', 'IBAN'],
    ['value-1', 'NO93'],
  ]);
  expect(sent.at(-2)).toEqual({
    blockType: 'KEY_VALUE_SET',
    entityTypes: ['KEY'],
    id: 'key-1',
    relationships: [{ ids: ['value-1'], type: 'VALUE' }],
    text: 'IBAN',
  });
});

test('by keys alone, Enter leads from field to field to Submit', async () => {
  const tool = await open();
  await key(tool, 'ArrowDown');
  expect(focused(tool)).toBe('row');
  await key(tool, 'x');
  await key(tool, 'j');
  await key(tool, 'e');
  expect(focused(tool)).toBe('value');
  await write(tool, 'input.value', 'Oslo');
  await key(tool, 'Enter');
  expect([focused(tool), inside(tool, '.field.chosen').getAttribute('data-entry')]).toEqual(['value', 'k2']);
  await key(tool, 'Escape');
  await key(tool, 'b');
  await click(tool, '.confirm');
  await vi.waitFor(() => expect(tool.shadowRoot?.activeElement?.localName).toBe('crowd-button'));
  stage.form().submit();
  expect(stage.answers).toHaveLength(1);
  expect([text(tool, 'v1'), text(tool, 'v2'), tool.value.blocks.length]).toEqual(['Oslo', '', 5]);
});

test('Alt with arrows goes on while one writes', async () => {
  const tool = await open();
  await click(tool, '[data-entry=k1] .row');
  await key(tool, 'ArrowUp', { altKey: true });
  expect([focused(tool), inside(tool, '.field.chosen').getAttribute('data-entry')]).toEqual([
    'value',
    'wanted IBAN',
  ]);
});

test('a click on a box opens its field, and the field shows its box', async () => {
  const tool = await open();
  const box = inside<SVGElement>(tool, '.box.value[data-entry=k2]');
  send(box, 'pointerdown', at(tool, 0.45, 0.81));
  send(box, 'pointerup', at(tool, 0.45, 0.81));
  await drawn(stage.root);
  expect(inside(tool, '.field.chosen').getAttribute('data-entry')).toBe('k2');
  expect(tool.shadowRoot?.querySelectorAll('.entry.chosen .box')).toHaveLength(2);
  for (let press = 0; press < 12; press++) inside<HTMLElement>(tool, '#zoom-in').click();
  await click(tool, '[data-entry=k1] .row');
  const frame = inside(tool, '.stage').getBoundingClientRect();
  const seen = inside(tool, '.entry.chosen .box.key').getBoundingClientRect();
  expect(seen.left >= frame.left - 1 && seen.top >= frame.top - 1 && seen.top < frame.bottom).toBe(true);
});

describe('boxes', () => {
  const geometryOf = (tool: CrowdTextractAnalyzeDocument, id: string) =>
    (
      tool.value.blocks.find((block) => block['id'] === id)?.['geometry'] as {
        boundingBox: Record<string, number>;
      }
    )?.boundingBox;

  test('are drawn anew, moved and pulled by a pointer', async () => {
    const tool = await open();
    await click(tool, '.fields .row');
    await write(tool, 'input.value', 'NO93');
    inside(tool, '.mark-value').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    await drawn(stage.root);
    const surface = inside(tool, '.stage');
    const drag = async (from: [number, number], to: [number, number]) => {
      send(surface, 'pointerdown', at(tool, ...from));
      send(surface, 'pointermove', at(tool, ...to));
      send(surface, 'pointerup', at(tool, ...to));
      await drawn(stage.root);
    };
    const want = async (left: number, top: number, width: number, height: number) => {
      const { left: l, top: t, width: w, height: h } = geometryOf(tool, 'value-1') ?? {};
      const off = [Number(l) - left, Number(t) - top, Number(w) - width, Number(h) - height];
      expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.004);
    };
    await drag([0.6, 0.5], [0.4, 0.4]);
    await want(0.4, 0.4, 0.2, 0.1);
    await drag([0.5, 0.45], [0.6, 0.55]);
    await want(0.5, 0.5, 0.2, 0.1);
    await drag([0.7, 0.6], [0.9, 0.9]);
    await want(0.5, 0.5, 0.4, 0.4);
    await click(tool, '#rotate');
    const { left, top, width, height } = inside(tool, '.picture').getBoundingClientRect();
    expect(width).toBeGreaterThan(height);
    // What was at (0.1, 0.2) of the page is now at (0.8, 0.1).
    send(surface, 'pointerdown', { clientX: left + 0.8 * width, clientY: top + 0.1 * height });
    send(surface, 'pointermove', { clientX: left + 0.7 * width, clientY: top + 0.4 * height });
    send(surface, 'pointerup', { clientX: left + 0.7 * width, clientY: top + 0.4 * height });
    await want(0.1, 0.2, 0.3, 0.1);
  });

  test('are put and moved by keys', async () => {
    const tool = await open();
    await key(tool, 'ArrowDown');
    await key(tool, 'm');
    expect(tool.shadowRoot?.querySelectorAll('.handle')).toHaveLength(8);
    inside<HTMLElement>(tool, '.stage').focus();
    await key(tool, 'ArrowRight');
    await key(tool, 'ArrowDown', { shiftKey: true });
    await key(tool, 'Escape');
    expect(tool.shadowRoot?.querySelector('.handle')).toBeNull();
    await key(tool, 'e');
    await write(tool, 'input.value', 'NO93');
    const box = geometryOf(tool, 'value-1');
    expect(box && box['left'] !== undefined && box['left'] > 0.4).toBe(true);
    expect(box && box['height'] !== undefined && box['height'] > 0.03).toBe(true);
  });

  test('stay where they are with no-geometry-edit', async () => {
    const tool = await open('no-geometry-edit no-key-edit="true"');
    await click(tool, '[data-entry=k1] .row');
    await key(tool, 'Escape');
    await key(tool, 'm');
    expect(tool.shadowRoot?.querySelector('.handle, .mark-value, input.key')).toBeNull();
  });
});

test('keys can be corrected where that is allowed', async () => {
  const tool = await open('no-key-edit="false"');
  await click(tool, '[data-entry=k1] .row');
  await write(tool, 'input.key', 'Town');
  expect(text(tool, 'k1')).toBe('Town');
  await click(tool, '.form .button.link');
  expect(text(tool, 'k1')).toBe('Town:');
});

test('drafts and reset', async () => {
  const tool = await open();
  expect(tool.saveState()).toBeUndefined();
  await click(tool, '[data-entry=k1] .row');
  await write(tool, 'input.value', 'Oslo');
  const state = tool.saveState();
  stage.form().reset();
  expect([tool.saveState(), text(tool, 'v1')]).toEqual([undefined, 'Osl0']);
  tool.restoreState(JSON.parse(JSON.stringify(state)));
  expect(text(tool, 'v1')).toBe('Oslo');
});

test('what cannot be read is told', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  stage = await setStage(
    '<crowd-form><crowd-textract-analyze-document initial-value="{a: 1}" keys="{"></crowd-textract-analyze-document></crowd-form>',
  );
  const tool = stage.$('crowd-textract-analyze-document');
  const told = [...(tool.shadowRoot?.querySelectorAll('.work .problem') ?? [])].map(
    (line) => line.textContent,
  );
  expect([told.length, told.join(' ')]).toEqual([2, expect.stringContaining('“initial-value”')]);
  log.mockRestore();
});

test('the page speaks of itself in its language', async () => {
  document.documentElement.lang = 'de';
  const tool = await open();
  expect(rows(tool)[0]).toBe('? IBAN Zu finden');
  document.documentElement.lang = '';
});
