import { afterEach, describe, expect, test } from 'vitest';
import type { Board } from '../testing/drawing.ts';
import { decode, eventually, paintedPng, setMask, without } from '../testing/masks.ts';
import { drawn, expectAccessible, inside } from '../testing/stage.ts';
import type { CrowdInstanceSegmentation } from './crowd-instance-segmentation.ts';

let board: Board<CrowdInstanceSegmentation>;
const open = async (attributes = `labels="['car', 'tree']"`) => {
  board = await setMask('crowd-instance-segmentation', attributes);
};
afterEach(() => board.stage.clear());

const size = { height: 480, width: 640 };
const [green, blue, orange] = ['#2ca02c', '#1f77b4', '#ff7f0e'] as const;
const all = (selector: string) => [...board.tool.renderRoot.querySelectorAll<HTMLElement>(selector)];
const click = async (selector: string, place = 0) => {
  all(selector)[place]?.click();
  await drawn(board.stage.root);
};
const choose = async (select: string, value: string) => {
  const box = inside<HTMLSelectElement>(board.tool, select);
  box.value = value;
  box.dispatchEvent(new Event('change', { bubbles: true }));
  await drawn(board.stage.root);
};
const instances = () => board.tool.value['instances'];
const names = () =>
  all('.row .text').map((row) =>
    row.textContent?.replace(row.querySelector('small')?.textContent ?? '', '').trim(),
  );
const counts = async () => (await decode(board.tool.value)).count;

/** threeDabs paints two cars and a tree, four pixels each. */
async function threeDabs(): Promise<void> {
  await open();
  for (let smaller = 0; smaller < 20; smaller++) await board.key('[');
  await board.key(']');
  await board.key('1');
  await board.click(100, 100);
  await board.key('n');
  await board.click(200, 100);
  await board.key('2');
  await board.click(300, 100);
}

test('is accessible, empty and with instances', async () => {
  await open(`labels="['car', 'tree']" header="Which cars are there?"`);
  await expectAccessible(board.tool);
  await board.key('1');
  await board.click(100, 100);
  await board.key('n');
  await board.click(300, 100);
  await expectAccessible(board.tool);
});

test('each instance has its own colour', async () => {
  await threeDabs();
  const { value } = board.tool;
  expect(without(value)).toEqual({
    inputImageProperties: size,
    instances: [
      { color: green, label: 'car' },
      { color: blue, label: 'car' },
      { color: orange, label: 'tree' },
    ],
  });
  expect(await counts()).toEqual({ none: 640 * 480 - 12, [green]: 4, [blue]: 4, [orange]: 4 });
  expect(names()).toEqual(['car 1', 'car 2', 'tree 1']);
});

test('the first stroke of a label makes its first instance; “add instance” waits for pixels before it makes another', async () => {
  await open();
  await click('.label-button', 1);
  expect(names()).toEqual([]);
  await board.click(100, 100);
  expect(names()).toEqual(['tree 1']);
  await click('.add', 1);
  await click('.add', 1);
  expect(names()).toEqual(['tree 1', 'tree 2']);
  expect(instances()).toEqual([{ color: green, label: 'tree' }]);
});

test('without a label there is nothing to add or to paint with', async () => {
  await open();
  await board.key('n');
  expect(inside(board.tool, '.warning').textContent).toBe('Choose a label first.');
  await board.click(100, 100);
  expect(instances()).toEqual([]);
});

test('an only label needs no choosing', async () => {
  await open(`labels="['car']"`);
  await board.click(100, 100);
  await board.key('n');
  await board.click(300, 100);
  expect(instances()).toEqual([
    { color: green, label: 'car' },
    { color: blue, label: 'car' },
  ]);
});

describe('the list', () => {
  test('chooses what is painted on', async () => {
    await threeDabs();
    await click('.row', 0);
    await board.click(100, 200);
    expect(await counts()).toMatchObject({ [green]: 8, [blue]: 4 });
    await board.key('2');
    await board.click(100, 300);
    expect(await counts()).toMatchObject({ [green]: 8, [orange]: 8 });
  });

  test('deletes an instance with its pixels; undo brings it back', async () => {
    await threeDabs();
    await click('.list li .button.small:last-of-type', 1);
    expect([await counts(), names()]).toEqual([
      { none: 640 * 480 - 8, [green]: 4, [orange]: 4 },
      ['car 1', 'tree 1'],
    ]);
    await board.key('z', { ctrlKey: true });
    expect([await counts(), names()]).toEqual([
      { none: 640 * 480 - 12, [green]: 4, [blue]: 4, [orange]: 4 },
      ['car 1', 'car 2', 'tree 1'],
    ]);
    await board.key('y', { ctrlKey: true });
    expect(names()).toEqual(['car 1', 'tree 1']);
  });

  test('Delete deletes the chosen one', async () => {
    await threeDabs();
    await board.key('Delete');
    expect(names()).toEqual(['car 1', 'car 2']);
    await board.key('Delete');
    expect(names()).toEqual(['car 1', 'car 2']);
  });

  test('gives an instance another label', async () => {
    await threeDabs();
    await choose('.relabel', 'car');
    expect([instances(), names()]).toEqual([
      [
        { color: green, label: 'car' },
        { color: blue, label: 'car' },
        { color: orange, label: 'car' },
      ],
      ['car 1', 'car 2', 'car 3'],
    ]);
    await board.key('z', { ctrlKey: true });
    expect(names()).toEqual(['car 1', 'car 2', 'tree 1']);
  });

  test('joins two instances', async () => {
    await threeDabs();
    await click('.row', 0);
    await choose('.merge', '2');
    expect([await counts(), instances()]).toEqual([
      { none: 640 * 480 - 12, [blue]: 8, [orange]: 4 },
      [
        { color: blue, label: 'car' },
        { color: orange, label: 'tree' },
      ],
    ]);
    await board.key('z', { ctrlKey: true });
    expect(await counts()).toMatchObject({ [green]: 4, [blue]: 4 });
  });

  test('hides an instance from sight, not from the answer', async () => {
    await threeDabs();
    const dot = () => {
      const canvas = inside<HTMLCanvasElement>(board.tool, 'canvas.upper-canvas');
      const box = canvas.getBoundingClientRect();
      const { clientX, clientY } = board.at(100, 100);
      const [x, y] = [clientX - box.left, clientY - box.top].map(Math.floor) as [number, number];
      return canvas.getContext('2d')?.getImageData(x, y, 1, 1).data[3];
    };
    const before = await counts();
    expect(dot()).toBe(255);
    await click('.list li .button.small', 0);
    expect([dot(), await counts()]).toEqual([0, before]);
    await click('.row', 0);
    await board.click(500, 300);
    expect(dot()).toBe(255);
  });
});

describe('the initial value', () => {
  const attributes = async () => {
    const src = await paintedPng([orange, 0, 0, 10, 10], [green, 20, 0, 10, 20]);
    return `labels="['car', 'tree']" initial-value="{instances: [{color: '${green}', label: 'car'}, {color: '${orange}', label: 'tree'}], src: '${src}'}"`;
  };

  test('is read, and is unmodified until something changes', async () => {
    await open(await attributes());
    expect(without(board.tool.value)).toEqual({
      initialValueModified: false,
      inputImageProperties: size,
      instances: [
        { color: green, label: 'car' },
        { color: orange, label: 'tree' },
      ],
    });
    expect(await counts()).toEqual({ none: 640 * 480 - 300, [green]: 200, [orange]: 100 });
    await click('.row', 0);
    await choose('.relabel', 'tree');
    expect(board.tool.value['initialValueModified']).toBe(true);
    await board.key('z', { ctrlKey: true });
    expect(board.tool.value['initialValueModified']).toBe(false);
  });

  test('leaves its colours to its instances: a new one gets another', async () => {
    await open(await attributes());
    await board.key('1');
    await board.key('n');
    await board.click(300, 300);
    expect(instances()).toEqual([
      { color: green, label: 'car' },
      { color: orange, label: 'tree' },
      { color: blue, label: 'car' },
    ]);
  });

  test('of a label that the tool does not have is hidden', async () => {
    await open((await attributes()).replace(`labels="['car', 'tree']"`, `labels="['car']"`));
    expect([instances(), names()]).toEqual([[{ color: green, label: 'car' }], ['car 1']]);
    expect(await counts()).toEqual({ none: 640 * 480 - 200, [green]: 200 });
  });
});

test('a draft brings instances and pixels back, and what was painted with', async () => {
  await threeDabs();
  await click('.row', 1);
  const [draft, value] = [board.tool.saveState(), board.tool.value];
  board.stage.clear();
  await open();
  board.tool.restoreState(draft ?? null);
  await eventually(() => expect(board.tool.value).toEqual(value));
  await drawn(board.stage.root);
  expect(board.tool.current?.id).toBe(2);
  board.stage.form().submit();
  await eventually(() => expect(board.stage.answers).toEqual([{ result: value }]));
});

test('more than 255 instances keep exact colours', async () => {
  const list = Array.from({ length: 300 }, (_, at) => ({
    color: `#${(0x010203 + at * 0x000305).toString(16).padStart(6, '0')}`,
    label: 'car',
  }));
  const boxes = list.map(({ color }, at): [string, number, number, number, number] => [
    color,
    (at % 30) * 20,
    Math.floor(at / 30) * 40,
    7,
    3,
  ]);
  const value = JSON.stringify({ instances: list, src: await paintedPng(...boxes) });
  await open(`labels="['car']" initial-value="${value.replaceAll('"', '&quot;')}"`);
  expect(instances()).toEqual(list);
  const picture = await decode(board.tool.value);
  expect(picture.count).toEqual({
    none: 640 * 480 - 300 * 21,
    ...Object.fromEntries(list.map(({ color }) => [color, 21])),
  });
  await board.key('n');
  await board.click(630.5, 470.5);
  expect(instances()).toHaveLength(301);
  expect(Object.keys((await decode(board.tool.value)).count)).toHaveLength(302);
});
