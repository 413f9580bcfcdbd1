import { afterEach, expect, test, vi } from 'vitest';
import { drawn, expectAccessible, inside, type Stage, setStage, type } from '../testing/stage.ts';
import type { CrowdInput } from './crowd-input.ts';

let stage: Stage;
const open = async (template: string) => {
  stage = await setStage(template);
  return stage.$<CrowdInput>('crowd-input');
};
afterEach(() => stage.clear());
const control = (field: Element) => inside<HTMLInputElement>(field, 'input');
const error = (field: Element) => inside<HTMLElement>(field, '#error').textContent;

test('is accessible: with a label, a placeholder only, and a problem', async () => {
  await open(
    '<crowd-input name="a" label="City" required></crowd-input><crowd-input name="b" placeholder="Street"></crowd-input><crowd-input name="c" label="Day" type="date"></crowd-input>',
  );
  stage.$<CrowdInput>('[name=a]').validate();
  await drawn(stage.root);
  await expectAccessible(stage.root);
});

test('the value of the page, of a script, of the worker', async () => {
  const field = await open('<crowd-input name="a" value="Oslo"></crowd-input>');
  expect([field.value, control(field).value]).toEqual(['Oslo', 'Oslo']);
  field.value = 'Bergen';
  expect(control(field).value).toBe('Bergen');
  field.setAttribute('value', 'Tromsø');
  expect(field.value).toBe('Tromsø');
  field.value = null;
  expect(field.value).toBe('');
  type(field, 'Bodø');
  expect(field.value).toBe('Bodø');
});

test('input and change reach the element, with the new value', async () => {
  const field = await open('<crowd-input name="a"></crowd-input>');
  const heard: string[] = [];
  field.addEventListener('input', (event) => heard.push(`input ${(event.target as CrowdInput).value}`));
  field.addEventListener('change', () => heard.push(`change ${field.value}`));
  type(field, 'xy');
  control(field).blur();
  expect(heard).toEqual(['input x', 'input xy', 'change xy']);
});

test('works when a script makes it', async () => {
  await open('<crowd-form><crowd-input name="first"></crowd-input></crowd-form>');
  const field = document.createElement('crowd-input') as CrowdInput;
  field.setAttribute('name', 'made');
  field.value = 'by script';
  stage.form().append(field, field.cloneNode(true));
  stage.form().insertAdjacentHTML('beforeend', '<crowd-input name="parsed" value="later"></crowd-input>');
  await drawn(stage.root);
  field.name = 'renamed';
  stage.form().submit();
  expect(stage.answers).toEqual([{ renamed: 'by script', parsed: 'later' }]);
});

test('required: red with a message until there is text', async () => {
  const field = await open('<crowd-input name="a" required></crowd-input>');
  expect(field.validate()).toBe(false);
  await drawn(stage.root);
  expect([error(field), control(field).getAttribute('aria-invalid')]).toEqual([
    'Please fill in this field.',
    'true',
  ]);
  type(field, 'x');
  await drawn(stage.root);
  expect([error(field), field.validate()]).toEqual(['', true]);
});

test('setAttribute("required") by a script counts', async () => {
  const field = await open('<crowd-input name="a"></crowd-input>');
  field.setAttribute('required', '');
  expect(field.validate()).toBe(false);
});

test('the template’s own error message is shown', async () => {
  const field = await open('<crowd-input name="a" required error-message="Which city?"></crowd-input>');
  field.validate();
  await drawn(stage.root);
  expect(error(field)).toBe('Which city?');
});

test.each([
  ['type="email" value="nobody"', false],
  ['type="email" value="a@b.example"', true],
  ['min-length="3" value="ab"', false],
  ['min-length="3" value="abc"', true],
  ['min-length="3"', true],
])('with %s it is valid: %s', async (attributes, want) => {
  expect((await open(`<crowd-input name="a" ${attributes}></crowd-input>`)).validate()).toBe(want);
});

test('more than max-length cannot be typed', async () => {
  const field = await open('<crowd-input name="a" max-length="3"></crowd-input>');
  type(field, 'abcdef');
  expect(field.value).toBe('abc');
});

test('with auto-validate, characters outside allowed-pattern are dropped and problems show at once', async () => {
  const field = await open(
    '<crowd-input name="a" auto-validate allowed-pattern="[0-9]" min-length="3"></crowd-input>',
  );
  type(field, '1a2');
  await drawn(stage.root);
  expect([field.value, error(field)]).toEqual(['12', 'Please use at least 3 characters.']);
});

test('without auto-validate allowed-pattern does nothing', async () => {
  const field = await open('<crowd-input name="a" allowed-pattern="[0-9]"></crowd-input>');
  type(field, '1a');
  expect(field.value).toBe('1a');
});

test('auto-focus takes the focus', async () => {
  const field = await open('<crowd-input name="a" auto-focus></crowd-input>');
  await vi.waitFor(() => expect(document.activeElement).toBe(field));
});

test('disabled: greyed out, "false" is not disabled', async () => {
  const field = await open('<crowd-input name="a" disabled></crowd-input>');
  expect(control(field).disabled).toBe(true);
  field.setAttribute('disabled', 'false');
  await drawn(stage.root);
  expect(control(field).disabled).toBe(false);
});

test('children of a self-closed element stay on the page', async () => {
  await open('<crowd-input name="a" /><p id="next">Next</p>');
  expect(stage.$('#next').checkVisibility()).toBe(true);
});

test('a chosen file is answered by its name, and kept in no draft', async () => {
  const field = await open('<crowd-form><crowd-input name="f" type="file"></crowd-input></crowd-form>');
  const files = new DataTransfer();
  files.items.add(new File(['1'], 'scan.pdf'));
  control(field).files = files.files;
  expect([field.value, field.saveState()]).toEqual(['scan.pdf', undefined]);
  stage.form().submit();
  expect(stage.answers).toEqual([{ f: 'scan.pdf' }]);
});
