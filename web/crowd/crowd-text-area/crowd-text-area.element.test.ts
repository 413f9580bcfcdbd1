import { afterEach, expect, test } from 'vitest';
import { drawn, expectAccessible, inside, type Stage, setStage, type } from '../testing/stage.ts';
import type { CrowdTextArea } from './crowd-text-area.ts';

let stage: Stage;
const open = async (template: string) => {
  stage = await setStage(template);
  return stage.$<CrowdTextArea>('crowd-text-area');
};
afterEach(() => stage.clear());
const area = (field: Element) => inside<HTMLTextAreaElement>(field, 'textarea');
const lines = (field: Element) => {
  const style = getComputedStyle(area(field));
  const inner =
    area(field).clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
  return Math.round(inner / Number.parseFloat(style.lineHeight));
};

test('is accessible', async () => {
  await open(
    '<crowd-text-area name="a" label="Why?" rows="3" char-counter max-length="200"></crowd-text-area>',
  );
  await expectAccessible(stage.root);
});

test('lines are joined by \\n in the answer', async () => {
  await open('<crowd-form><crowd-text-area name="essay" value="preset"></crowd-text-area></crowd-form>');
  stage.$<CrowdTextArea>('crowd-text-area').value = 'two\r\nlines';
  stage.form().submit();
  expect(stage.answers).toEqual([{ essay: 'two\nlines' }]);
});

test('an empty one leaves no key, a required one stops', async () => {
  const field = await open('<crowd-form><crowd-text-area name="a"></crowd-text-area></crowd-form>');
  field.required = true;
  stage.form().submit();
  expect(stage.answers).toEqual([]);
  field.required = false;
  stage.form().submit();
  expect(stage.answers).toEqual([{}]);
});

test('rows is the height at the start', async () => {
  expect(lines(await open('<crowd-text-area name="a" rows="4"></crowd-text-area>'))).toBe(4);
});

test('with max-rows it grows with the text, up to that', async () => {
  const field = await open('<crowd-text-area name="a" rows="2" max-rows="5"></crowd-text-area>');
  const heights = [1, 3, 9].map((count) => {
    field.value = Array.from({ length: count }, (_, at) => `line ${at}`).join('\n');
    return lines(field);
  });
  expect(heights).toEqual([2, 3, 5]);
});

test('counts characters as they are typed', async () => {
  const field = await open('<crowd-text-area name="a" char-counter max-length="5"></crowd-text-area>');
  type(field, 'abcdefg');
  await drawn(stage.root);
  expect(inside(field, '.count').textContent).toBe('5 of 5 characters');
});
