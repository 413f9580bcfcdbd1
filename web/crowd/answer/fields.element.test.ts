import { afterEach, describe, expect, test } from 'vitest';
import { type Stage, setStage } from '../testing/stage.ts';
import table from './serialisation.json' with { type: 'json' };

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
  // The table that internal/taskui/lint reads, too.
  test.each(table.map(({ rule, template, answer }) => [rule, template, answer] as const))(
    '%s',
    async (_, template, want) => {
      expect(await answerOf(template)).toEqual(want);
    },
  );

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
