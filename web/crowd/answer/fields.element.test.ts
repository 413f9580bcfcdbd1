import { afterEach, describe, expect, test } from 'vitest';
import { type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
const open = async (template: string) => {
  stage = await setStage(template);
  return stage;
};
afterEach(() => stage.clear());

const answerOf = (template: string) =>
  open(`<crowd-form>${template}</crowd-form>`).then(() => {
    stage.form().submit();
    return stage.answers.at(-1);
  });

describe('what is collected', () => {
  test.each<[string, string, unknown]>([
    ['a text', '<input name="a" value="x">', { a: 'x' }],
    ['an empty text', '<input name="a">', {}],
    ['a field without a name', '<input value="x">', {}],
    ['a disabled field', '<input name="a" value="x" disabled>', {}],
    [
      'a fieldset that is disabled',
      '<fieldset disabled><input name="a" value="x"><crowd-input name="b" value="y"></crowd-input></fieldset>',
      {},
    ],
    [
      'hidden and unseen fields',
      '<input type="hidden" name="h" value="1"><div style="display:none"><input name="d" value="2"></div>',
      { h: '1', d: '2' },
    ],
    ['a number as a string', '<input type="number" name="n" value="7.50">', { n: '7.50' }],
    ['a range as a string', '<input type="range" name="r" min="0" max="10" value="3">', { r: '3' }],
    ['a date', '<input type="date" name="d" value="2026-11-21">', { d: '2026-11-21' }],
    ['lines of a textarea', '<textarea name="t">one\r\ntwo</textarea>', { t: 'one\ntwo' }],
    ['an empty textarea', '<textarea name="t"></textarea>', {}],
    ['a select', '<select name="s"><option value="1">One<option value="2" selected>Two</select>', { s: '2' }],
    ['a select at its empty option', '<select name="s"><option value="">?<option>x</select>', {}],
    [
      'a select at a disabled option',
      '<select name="s"><option disabled selected>Choose<option>x</select>',
      {},
    ],
    [
      'a select of many',
      '<select name="s" multiple><option selected>a<option>b</select>',
      { s: { a: true, b: false } },
    ],
    [
      'radio buttons',
      '<input type="radio" name="r" value="bad"><input type="radio" name="r" value="good" checked>',
      { r: { bad: false, good: true } },
    ],
    [
      'no radio chosen',
      '<input type="radio" name="r" value="1"><input type="radio" name="r" value="2">',
      { r: { '1': false, '2': false } },
    ],
    [
      'check boxes',
      '<input type="checkbox" name="d" value="scratch" checked><input type="checkbox" name="d" value="stain">',
      { d: { scratch: true, stain: false } },
    ],
    ['a check box without a value', '<input type="checkbox" name="c">', { c: { on: false } }],
    [
      'no buttons',
      '<button name="b" value="1">x</button><input type="submit" name="s" value="2"><input type="reset" name="r"><input type="button" name="u" value="3"><input type="image" name="i" alt="">',
      {},
    ],
    [
      'names as they are',
      '<input name="Change Reason 0" value="x"><input name="left.3" value="y"><input name="_" value="z">',
      { 'Change Reason 0': 'x', 'left.3': 'y', _: 'z' },
    ],
    [
      'the last of one name',
      '<input type="radio" name="_" checked value="a"><input name="_" value="b"><input type="hidden" name="_" value="c">',
      { _: 'c' },
    ],
    [
      'crowd fields',
      '<crowd-input name="a" value="x"></crowd-input><crowd-text-area name="b" value="y"></crowd-text-area>',
      { a: 'x', b: 'y' },
    ],
    [
      'empty crowd fields',
      '<crowd-input name="a"></crowd-input><crowd-text-area name="b"></crowd-text-area>',
      {},
    ],
    ['a disabled crowd field', '<crowd-input name="a" value="x" disabled></crowd-input>', {}],
    [
      'fields inside a field that was not closed',
      '<crowd-input name="a" value="x"/><p><input name="b" value="y"></p>',
      { a: 'x', b: 'y' },
    ],
    [
      'fields of a nested form',
      '<form><input name="a" value="x"></form><input name="b" value="y">',
      { a: 'x', b: 'y' },
    ],
    [
      'fields in instructions',
      '<short-instructions><input name="a" value="x"></short-instructions>',
      { a: 'x' },
    ],
    [
      'a mixed page',
      '<input type="radio" name="rating" value="1"><input type="radio" name="rating" value="2" checked><input name="answer" value="blue"><input type="checkbox" name="flags" value="blurry" checked><input type="checkbox" name="flags" value="dark">',
      { rating: { '1': false, '2': true }, answer: 'blue', flags: { blurry: true, dark: false } },
    ],
  ])('%s', async (_, template, want) => {
    expect(await answerOf(template)).toEqual(want);
  });

  test('files by their names', async () => {
    await open('<crowd-form><input type="file" name="f" multiple></crowd-form>');
    const files = new DataTransfer();
    files.items.add(new File(['1'], 'a.txt'));
    files.items.add(new File(['2'], 'b.txt'));
    stage.$<HTMLInputElement>('input').files = files.files;
    stage.form().submit();
    expect(stage.answers).toEqual([{ f: 'a.txt, b.txt' }]);
  });

  test('what scripts append: to the form, to form.form, inside a submit handler', async () => {
    await open('<crowd-form><input name="a" value="1"></crowd-form>');
    const field = (name: string) =>
      Object.assign(document.createElement('input'), { type: 'hidden', name, value: name });
    const form = stage.form();
    form.appendChild(field('b'));
    form.form.appendChild(field('c'));
    form.querySelector('form')?.appendChild(field('d'));
    form.addEventListener('submit', () => form.appendChild(field('e')));
    form.submit();
    expect(stage.answers).toEqual([{ a: '1', b: 'b', c: 'c', d: 'd', e: 'e' }]);
  });

  test('a template’s own value elements, and not what shadow roots hide', async () => {
    customElements.define(
      'object-value-input',
      class extends HTMLElement {
        value = { points: [1, 2] };
        constructor() {
          super();
          this.attachShadow({ mode: 'open' }).innerHTML = '<input name="inner" value="x">';
        }
      },
    );
    customElements.define(
      'not-a-field',
      class extends HTMLElement {
        value = 'x';
      },
    );
    customElements.define(
      'form-field',
      class extends HTMLElement {
        static formAssociated = true;
        value = 7;
      },
    );
    expect(
      await answerOf(
        '<object-value-input name="o"></object-value-input><not-a-field name="n"></not-a-field><form-field name="f"></form-field>',
      ),
    ).toEqual({ o: { points: [1, 2] }, f: 7 });
  });
});
