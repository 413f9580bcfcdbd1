import { afterEach, expect, test, vi } from 'vitest';
import { expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';
import type { IronIcon } from './iron-icon.ts';
import { shapes } from './shapes.ts';

let stage: Stage;
afterEach(() => stage.clear());
const open = async (html: string) => {
  stage = await setStage(html);
  return stage.$<IronIcon>('iron-icon');
};

test.each(['delete', 'icons:delete'])('%s is drawn in the colour of the text', async (name) => {
  const icon = await open(`<p style="color: rgb(1, 2, 3)"><iron-icon icon="${name}"></iron-icon></p>`);
  await vi.waitFor(() => expect(inside(icon, 'path').getAttribute('d')).toBe(shapes['delete']));
  expect(getComputedStyle(inside(icon, 'svg')).fill).toBe('rgb(1, 2, 3)');
  await expectAccessible(stage.root);
});

test('an unknown name is an empty box of the same size', async () => {
  const icon = await open('<iron-icon icon="constructor"></iron-icon>');
  await icon.updateComplete;
  const { width, height } = icon.getBoundingClientRect();
  expect([width, height, icon.shadowRoot?.querySelector('path')]).toEqual([24, 24, null]);
});

test('CSS gives it another size, and scripts another icon', async () => {
  const icon = await open('<iron-icon icon="add" style="width: 40px; height: 40px"></iron-icon>');
  expect(inside(icon, 'svg').getBoundingClientRect().width).toBe(40);
  icon.icon = 'remove';
  await vi.waitFor(() => expect(inside(icon, 'path').getAttribute('d')).toBe(shapes['remove']));
});

test('what follows an icon that was not closed is still shown', async () => {
  await open('<iron-icon icon="add" /> <b>after</b>');
  expect(stage.$('b').checkVisibility()).toBe(true);
});

test('the set is whole, and every outline can be drawn', () => {
  expect(Object.keys(shapes)).toHaveLength(309);
  for (const outline of Object.values(shapes))
    expect(outline).toMatch(/^[Mm][-\d.\sMmLlHhVvCcSsQqTtAaZz,]+$/);
});
