import { afterEach, expect, test, vi } from 'vitest';
import type { CrowdClassifier } from '../crowd-classifier/crowd-classifier.ts';
import { drawn, type Stage, setStage } from '../testing/stage.ts';
import { putDraft, takeDraft } from './draft.ts';

let stage: Stage;
afterEach(() => stage.clear());

const template = `<crowd-form>
  <input name="a" value="preset"><input name="a"><input id="nameless"><input>
  <input type="hidden" name="h" value="x"><input type="password" name="p">
  <textarea name="t"></textarea>
  <select name="s"><option>1<option>2</select>
  <input type="checkbox" name="c" value="one"><input type="checkbox" name="c" value="two" checked>
  <input type="radio" name="r" value="yes"><input type="radio" name="r" value="no">
  <crowd-input name="ci" value="preset"></crowd-input><crowd-text-area name="ct"></crowd-text-area>
  <crowd-classifier name="mood" categories="['calm','sad']"></crowd-classifier>
</crowd-form>`;

function fill(): void {
  const set = (selector: string, value: string) => {
    stage.$<HTMLInputElement>(selector).value = value;
  };
  set('[name=a]:not([value])', 'second');
  set('#nameless', 'by id');
  set('[name=h]', 'set by a script');
  set('[name=p]', 'secret');
  set('[name=t]', 'one\ntwo');
  set('[name=s]', '2');
  set('[name=ci]', '');
  set('[name=ct]', 'long text');
  stage.$<HTMLInputElement>('[name=c][value=two]').checked = false;
  stage.$<HTMLInputElement>('[name=r][value=no]').checked = true;
  stage.$<CrowdClassifier>('crowd-classifier').value = { label: 'sad' };
}

test('an untouched page has an empty draft', async () => {
  stage = await setStage(template);
  expect(takeDraft(stage.root)).toEqual({ version: 1, fields: {} });
});

test('what was changed comes back on a fresh page, with the same answer', async () => {
  stage = await setStage(template);
  fill();
  stage.$<HTMLInputElement>('[name=h]').value = 'x';
  const draft = JSON.parse(JSON.stringify(takeDraft(stage.root)));
  stage.form().submit();
  const [before] = stage.answers;
  stage.clear();

  stage = await setStage(template);
  putDraft(stage.root, draft);
  await drawn(stage.root);
  expect(stage.$<HTMLInputElement>('#nameless').value).toBe('by id');
  stage.form().submit();
  const { p, ...kept } = before ?? {};
  expect([p, stage.answers]).toEqual(['secret', [kept]]);
});

test('hidden inputs and passwords are not kept', async () => {
  stage = await setStage(template);
  fill();
  expect(JSON.stringify(takeDraft(stage.root))).not.toMatch(/secret|by a script/);
});

test('the page’s scripts hear of what is put back', async () => {
  stage = await setStage('<crowd-form><select name="s"><option>1<option>2</select></crowd-form>');
  const heard: string[] = [];
  for (const name of ['input', 'change']) stage.root.addEventListener(name, () => heard.push(name));
  putDraft(stage.root, { version: 1, fields: { 'select s#0': ['2'] } });
  expect([stage.$<HTMLSelectElement>('select').value, heard]).toEqual(['2', ['input', 'change']]);
});

test.each([
  undefined,
  null,
  'text',
  {},
  { version: 2, fields: {} },
  { version: 1, fields: { 'input gone#0': 'x' } },
])('a draft that does not fit changes nothing: %j', async (draft) => {
  stage = await setStage(template);
  putDraft(stage.root, draft);
  expect(takeDraft(stage.root).fields).toEqual({});
});

test('a field that cannot take its draft back does not cost the others', async () => {
  const reported = vi.spyOn(window, 'reportError').mockImplementation(() => {});
  customElements.define(
    'stubborn-field',
    class extends HTMLElement {
      static formAssociated = true;
      get value() {
        return 'x';
      }
      set value(_) {
        throw new Error('no');
      }
    },
  );
  stage = await setStage(
    '<crowd-form><stubborn-field name="a"></stubborn-field><input name="b"></crowd-form>',
  );
  putDraft(document, { version: 1, fields: { 'stubborn-field a#0': 'y', 'input b#0': 'kept' } });
  expect([reported.mock.calls, stage.$<HTMLInputElement>('input').value]).toEqual([[[Error('no')]], 'kept']);
  reported.mockRestore();
});
