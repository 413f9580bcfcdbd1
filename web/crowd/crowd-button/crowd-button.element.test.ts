import { afterEach, expect, test, vi } from 'vitest';
import { drawn, expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdButton } from './crowd-button.ts';

let stage: Stage;
const open = async (template: string) => {
  stage = await setStage(template);
  return stage.$<CrowdButton>('crowd-button');
};
afterEach(() => stage.clear());

test('is accessible in each variant', async () => {
  await open(
    `${['primary', 'normal', 'link', 'icon']
      .map((variant) => `<crowd-button variant="${variant}">Save</crowd-button>`)
      .join('')}<crowd-button href="https://example.org/">More</crowd-button>`,
  );
  await expectAccessible(stage.root);
});

test('fires click once, and runs an onclick of the template', async () => {
  const button = await open('<crowd-button>Save</crowd-button>');
  const [heard, inline] = [vi.fn(), vi.fn()];
  button.addEventListener('click', heard);
  button.onclick = inline;
  inside<HTMLElement>(button, 'button').click();
  button.click();
  expect([heard.mock.calls.length, inline.mock.calls.length]).toEqual([2, 2]);
});

test.each(['disabled', 'disabled="true"', 'loading', 'disabled loading'])(
  'refuses clicks while %s',
  async (state) => {
    const button = await open(`<crowd-button ${state}>Save</crowd-button>`);
    const heard = vi.fn();
    button.addEventListener('click', heard);
    button.click();
    inside<HTMLElement>(button, 'button').click();
    expect(heard).not.toHaveBeenCalled();
    expect(inside<HTMLButtonElement>(button, 'button').disabled).toBe(true);
  },
);

test('disabled="false" means enabled, and scripts can set the property', async () => {
  const button = await open('<crowd-button disabled="false">Save</crowd-button>');
  expect(button.disabled).toBe(false);
  button.disabled = true;
  await drawn(stage.root);
  expect(inside<HTMLButtonElement>(button, 'button').disabled).toBe(true);
});

test('with href it is a link that opens where target says', async () => {
  const button = await open('<crowd-button href="https://example.org/a" target="_blank">More</crowd-button>');
  const link = inside<HTMLAnchorElement>(button, 'a');
  expect([link.href, link.target]).toEqual(['https://example.org/a', '_blank']);
});

test('loading shows a spinner and tells screen readers', async () => {
  const button = await open('<crowd-button loading>Save</crowd-button>');
  expect(inside(button, 'button').getAttribute('aria-busy')).toBe('true');
  expect(inside(button, '.spinner')).toBeTruthy();
});

test('what a forgotten end tag left inside stands beside the button and does not click it', async () => {
  const button = await open(
    '<crowd-form><crowd-button form-action="submit">Go <b>now</b><p>Next</p><input name="a" value="x"></crowd-button></crowd-form>',
  );
  const [caption, rest] = [
    inside<HTMLSlotElement>(button, '#caption'),
    inside<HTMLSlotElement>(button, '#rest'),
  ];
  expect(caption.assignedNodes().map((node) => node.textContent)).toEqual(['Go ', 'now']);
  expect(rest.assignedElements().map((element) => element.localName)).toEqual(['p', 'input']);
  stage.$('input').click();
  expect(stage.answers).toEqual([]);
  inside<HTMLElement>(button, 'button').click();
  expect(stage.answers).toEqual([{ a: 'x' }]);
});

test('data attributes can be read as ever', async () => {
  expect((await open('<crowd-button data-row="7">x</crowd-button>')).dataset['row']).toBe('7');
});

test.each([
  ['<crowd-button variant="icon" icon="thumb-up"></crowd-button>', 'thumb up'],
  [
    '<crowd-button variant="icon" title="Like it"><iron-icon icon="thumb-up"></iron-icon></crowd-button>',
    'Like it',
  ],
  ['<crowd-button icon="thumb-up">Like</crowd-button>', null],
])('an icon stands beside the text, or is read out in its place: %s', async (template, name) => {
  const button = await open(template);
  expect(inside(button, 'button').getAttribute('aria-label')).toBe(name);
  const icon = button.querySelector('iron-icon') ?? inside(button, 'iron-icon');
  expect(icon.getAttribute('icon')).toBe('thumb-up');
  await expectAccessible(stage.root);
});

test('a caption that the parser brings after the button is what is said', async () => {
  const button = await open('<crowd-button icon="add"></crowd-button>');
  const said = () => inside(button, 'button').getAttribute('aria-label');
  expect(said()).toBe('add');
  button.append('One more');
  await vi.waitFor(() => expect(said()).toBeNull());
});
