import { afterEach, describe, expect, test, vi } from 'vitest';
import { expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
afterEach(() => stage.clear());

describe.each(['crowd-fab', 'crowd-icon-button'])('%s', (tag) => {
  const open = async (attributes: string) => {
    stage = await setStage(`<crowd-form><${tag} name="n" ${attributes}></${tag}></crowd-form>`);
    return stage.$(tag);
  };

  test.each([
    ['icon="thumb-up"', 'thumb up'],
    ['icon="icons:add"', 'add'],
    ['icon="add" title="Add a row"', 'Add a row'],
    ['icon="/a.png" aria-label="Rows"', 'Rows'],
  ])('%s is accessible and called %s', async (attributes, name) => {
    const button = await open(attributes);
    expect(inside(button, 'button').getAttribute('aria-label')).toBe(name);
    await expectAccessible(stage.root);
  });

  test('fires click once, does not submit, and gives no answer', async () => {
    const button = await open('icon="add"');
    const heard = vi.fn();
    button.addEventListener('click', heard);
    inside<HTMLElement>(button, 'button').click();
    expect([heard.mock.calls.length, stage.answers]).toEqual([1, []]);
    stage.form().submit();
    expect(stage.answers).toEqual([{}]);
  });

  test('refuses clicks while disabled', async () => {
    const button = await open('icon="add" disabled');
    const heard = vi.fn();
    button.addEventListener('click', heard);
    button.click();
    inside<HTMLElement>(button, 'button').click();
    expect(heard).not.toHaveBeenCalled();
  });

  test('shows an image where icon is an address', async () => {
    const button = await open('icon="https://example.org/a.svg"');
    expect(inside(button, 'img').getAttribute('src')).toBe('https://example.org/a.svg');
  });
});

test.each([
  ['A', 'A'],
  ['Add', 'A…'],
  ['😀', '😀'],
])('crowd-fab shows the label %s as %s', async (label, want) => {
  stage = await setStage(`<crowd-fab label="${label}"></crowd-fab>`);
  expect(inside(stage.$('crowd-fab'), 'button').textContent?.trim()).toBe(want);
});
