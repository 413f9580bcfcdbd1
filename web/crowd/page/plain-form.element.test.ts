import { afterEach, expect, test, vi } from 'vitest';
import { press, type Stage, setStage } from '../testing/stage.ts';
import { giveSubmit } from './plain-form.ts';
import { Refused } from './sender.ts';

let stage: Stage;
const open = async (template: string) => {
  stage = await setStage(template);
  return stage.$<HTMLFormElement>('form');
};
afterEach(() => {
  for (const note of document.querySelectorAll('[data-foureyes-note], #answers-box')) note.remove();
  stage.clear();
});

test('the submit of a plain form is collected by the same rules', async () => {
  await open(
    '<form action="https://requester.example/externalSubmit"><input type="hidden" name="assignmentId" value="7"><input type="radio" name="r" value="yes" checked><input type="radio" name="r" value="no"><crowd-input name="c" value="x"></crowd-input><input type="submit" value="Send"></form>',
  );
  stage.$('[type=submit]').click();
  expect(stage.answers).toEqual([{ assignmentId: '7', r: { yes: true, no: false }, c: 'x' }]);
});

test('fields outside the form that name it belong to it, others do not', async () => {
  await open(
    '<form id="f"><button>Send</button></form><input form="f" name="a" value="1"><input name="b" value="2">',
  );
  stage.$('button').click();
  expect(stage.answers).toEqual([{ a: '1' }]);
});

test('a script’s form.submit() sends as it is, without an event', async () => {
  const form = await open('<form><input name="a" required></form>');
  const heard = vi.fn();
  form.addEventListener('submit', heard);
  form.submit();
  expect([heard.mock.calls.length, stage.answers]).toEqual([0, [{}]]);
});

test('a cancelled submit sends nothing', async () => {
  const form = await open('<form><button>Send</button></form>');
  form.addEventListener('submit', (event) => event.preventDefault());
  stage.$('button').click();
  expect(stage.answers).toEqual([]);
});

test('native and crowd fields are checked', async () => {
  await open('<form><crowd-input name="a" required></crowd-input><button>Send</button></form>');
  stage.$('button').click();
  expect(stage.answers).toEqual([]);
});

test('a crowd-button in a plain form submits it, and resets it', async () => {
  await open(
    '<form><input name="a" value="x"><crowd-button id="go" form-action="submit">Go</crowd-button><crowd-button id="back" form-action="reset">Back</crowd-button></form>',
  );
  stage.$<HTMLInputElement>('[name=a]').value = 'changed';
  stage.$('#back').click();
  stage.$('#go').click();
  expect(stage.answers).toEqual([{ a: 'x' }]);
});

test('Ctrl+Enter submits it', async () => {
  await open('<form><textarea name="a">x</textarea></form>');
  press('Enter', { ctrlKey: true }, stage.$('textarea'));
  expect(stage.answers).toEqual([{ a: 'x' }]);
});

test('it is sent once, until it is refused', async () => {
  const form = await open('<form><button>Send</button></form>');
  stage.reply = async () => {
    throw new Refused('Not yours any more.');
  };
  form.requestSubmit();
  form.requestSubmit();
  expect(stage.answers).toHaveLength(1);
  await vi.waitFor(() =>
    expect(document.querySelector('[data-foureyes-note]')?.textContent).toBe('Not yours any more.'),
  );
  form.requestSubmit();
  expect(stage.answers).toHaveLength(2);
});

test('without a portal the answer is shown', async () => {
  const form = await open('<form><input name="a" value="x"></form>');
  stage.reply = async () => 'shown';
  form.requestSubmit();
  await vi.waitFor(() => expect(JSON.parse(stage.$('#answers-box').textContent ?? '')).toEqual({ a: 'x' }));
});

test('a form outside a crowd-form neither sends nor leaves the page', async () => {
  await open(
    '<crowd-form></crowd-form><form id="search" action="/elsewhere"><button id="find">Find</button></form>',
  );
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  stage.$('#find').click();
  expect([stage.answers, warn.mock.calls.length]).toEqual([[], 1]);
  warn.mockRestore();
});

test.each([
  ['<form><input name="a" value="x"></form>', 1],
  ['<form><input name="a"><button>Send</button></form>', 0],
  ['<form><input name="a"><input type="submit"></form>', 0],
  ['<form id="f"><input name="a"></form><button form="f">Send</button>', 0],
  [
    '<form><input name="a"><crowd-button form-action="submit" style="display:none">Go</crowd-button></form>',
    0,
  ],
  ['<form></form>', 0],
  ['<form><input name="a"></form><crowd-form></crowd-form>', 0],
])('a Submit button is given where none is: %s', async (template, want) => {
  await open(template);
  const before = stage.root.querySelectorAll('crowd-button').length;
  giveSubmit(document);
  expect(stage.root.querySelectorAll('crowd-button').length - before).toBe(want);
});

test('the given button submits', async () => {
  await open('<form><input name="a" value="x"></form>');
  giveSubmit(document);
  stage.$('crowd-button').click();
  expect(stage.answers).toEqual([{ a: 'x' }]);
});
