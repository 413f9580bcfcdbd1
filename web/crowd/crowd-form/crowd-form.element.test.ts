import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CrowdButton } from '../crowd-button/crowd-button.ts';
import { Refused } from '../page/sender.ts';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
const open = async (template: string) => {
  stage = await setStage(template);
  return stage;
};
afterEach(() => stage.clear());

const autoButton = () => stage.form().shadowRoot?.querySelector<CrowdButton>('crowd-button') ?? null;
const answerOf = (template: string) =>
  open(`<crowd-form>${template}</crowd-form>`).then(() => {
    stage.form().submit();
    return stage.answers.at(-1);
  });

describe('the Submit button', () => {
  test('is added where the template has none, and submits', async () => {
    await open('<crowd-form><input name="a" value="x"></crowd-form>');
    autoButton()?.click();
    expect(stage.answers).toEqual([{ a: 'x' }]);
  });

  test.each([
    ['a button of the template', '<crowd-button form-action="submit">Go</crowd-button>'],
    ['a hidden one', '<crowd-button form-action="submit" style="display:none">Go</crowd-button>'],
    ['one deep inside', '<div><p><crowd-button form-action="submit">Go</crowd-button></p></div>'],
  ])('is not added beside %s', async (_, button) => {
    await open(`<crowd-form>${button}</crowd-form>`);
    expect(autoButton()).toBeNull();
  });

  test('goes when the template’s own comes later, and comes back', async () => {
    await open('<crowd-form></crowd-form>');
    expect(autoButton()).not.toBeNull();
    stage.form().insertAdjacentHTML('beforeend', '<crowd-button form-action="submit">Go</crowd-button>');
    await vi.waitFor(() => expect(autoButton()).toBeNull());
    stage.$('crowd-button').remove();
    await vi.waitFor(() => expect(autoButton()).not.toBeNull());
  });

  test('a crowd-button without form-action never submits', async () => {
    await open('<crowd-form><crowd-button>Add</crowd-button></crowd-form>');
    stage.$('crowd-button').click();
    expect(stage.answers).toEqual([]);
  });

  test.each([
    [
      'preventDefault on the button',
      (b: HTMLElement) => b.addEventListener('click', (e) => e.preventDefault()),
    ],
    [
      'stopPropagation on the button',
      (b: HTMLElement) => b.addEventListener('click', (e) => e.stopPropagation(), true),
    ],
    [
      'preventDefault on the document',
      () => document.addEventListener('click', (e) => e.preventDefault(), { once: true }),
    ],
  ])('%s stops it', async (_, forbid) => {
    await open('<crowd-form><crowd-button form-action="submit">Go</crowd-button></crowd-form>');
    forbid(stage.$('crowd-button'));
    stage.$('crowd-button').click();
    expect(stage.answers).toEqual([]);
  });

  test.each(['<button>Go</button>', '<input type="submit" value="Go">', '<form><button>Go</button></form>'])(
    'native buttons submit once: %s',
    async (button) => {
      await open(`<crowd-form><input name="a" value="x">${button}</crowd-form>`);
      stage.$('button, [type=submit]').click();
      expect(stage.answers).toEqual([{ a: 'x' }]);
    },
  );

  test('native buttons of other types do nothing', async () => {
    await open('<crowd-form><button type="button">x</button></crowd-form>');
    stage.$('button').click();
    expect(stage.answers).toEqual([]);
  });
});

describe('the order at submit', () => {
  test('checks come before the event, the values are read after it', async () => {
    await open('<crowd-form><input name="a" required></crowd-form>');
    const heard = vi.fn(() => {
      stage.$<HTMLInputElement>('input').value = 'from the handler';
    });
    stage.form().addEventListener('submit', heard);
    stage.form().submit();
    expect([heard.mock.calls.length, stage.answers]).toEqual([0, []]);
    stage.$<HTMLInputElement>('input').value = 'x';
    stage.form().submit();
    expect([heard.mock.calls.length, stage.answers]).toEqual([1, [{ a: 'from the handler' }]]);
  });

  test('the event bubbles from the form and is a SubmitEvent', async () => {
    await open('<crowd-form></crowd-form>');
    const heard = vi.fn();
    stage.root.addEventListener('submit', (event) =>
      heard(event.target === stage.form(), event instanceof SubmitEvent),
    );
    stage.form().submit();
    expect(heard.mock.calls).toEqual([[true, true]]);
  });

  test.each<[string, (form: HTMLElement) => void]>([
    ['preventDefault', (form) => form.addEventListener('submit', (event) => event.preventDefault())],
    [
      'onsubmit that returns false',
      (form) => {
        form.onsubmit = () => false;
      },
    ],
    ['an inline onsubmit that returns false', (form) => form.setAttribute('onsubmit', 'return false')],
  ])('%s cancels, and a later submit() fires again', async (_, cancel) => {
    await open('<crowd-form></crowd-form>');
    cancel(stage.form());
    stage.form().submit();
    stage.form().submit();
    expect(stage.answers).toEqual([]);
  });

  test('a handler that fills fields and calls submit() itself sends once', async () => {
    await open('<crowd-form><input type="hidden" name="a"></crowd-form>');
    const form = stage.form();
    form.onsubmit = (event) => {
      event.preventDefault();
      stage.$<HTMLInputElement>('input').value = 'filled';
      form.submit();
    };
    form.submit();
    expect(stage.answers).toEqual([{ a: 'filled' }]);
  });

  test('nothing is sent twice while the first is under way, nor after it was taken', async () => {
    await open('<crowd-form></crowd-form>');
    let taken: (outcome: 'sent') => void = () => {};
    stage.reply = () =>
      new Promise((resolve) => {
        taken = resolve;
      });
    stage.form().submit();
    stage.form().submit();
    await drawn(stage.root);
    expect(inside<HTMLButtonElement>(autoButton() as Element, 'button').disabled).toBe(true);
    taken('sent');
    await Promise.resolve();
    stage.form().submit();
    expect(stage.answers).toHaveLength(1);
  });

  test('a refused answer says why and can be sent again', async () => {
    await open('<crowd-form><crowd-button form-action="submit">Go</crowd-button></crowd-form>');
    stage.reply = async () => {
      throw new Refused('The time limit is over.');
    };
    stage.form().submit();
    const alert = inside<HTMLElement>(stage.form(), '.problem');
    await vi.waitFor(() => expect(alert.textContent).toBe('The time limit is over.'));
    stage.reply = async () => 'sent';
    stage.$('crowd-button').click();
    expect(stage.answers).toHaveLength(2);
  });

  test('without a portal the answer is shown', async () => {
    await open('<crowd-form><input name="a" value="x"></crowd-form>');
    stage.reply = async () => 'shown';
    stage.form().submit();
    const box = inside<HTMLElement>(stage.form(), '#answers-box');
    await vi.waitFor(() => expect(JSON.parse(box.textContent ?? '')).toEqual({ a: 'x' }));
    stage.form().submit();
    expect(stage.answers).toHaveLength(2);
  });

  test('the serialiser and the sender of the original can be called and replaced', async () => {
    await open('<crowd-form><input name="a" value="x"></crowd-form>');
    const form = stage.form();
    expect(form._serializeForm()).toEqual({ taskAnswers: '[{"a":"x"}]' });
    const sender = vi.fn(async () => 'sent' as const);
    form._submitHelperForm = sender;
    form.submit();
    expect(sender).toHaveBeenCalledWith({ taskAnswers: '[{"a":"x"}]' });
  });
});

describe('checking', () => {
  test('a required native field stops, is focused, and the form counts what is missing', async () => {
    await open(
      '<crowd-form><input name="a" value="x"><input name="b" required><crowd-input name="c" required></crowd-input></crowd-form>',
    );
    stage.form().submit();
    await drawn(stage.root);
    expect(document.activeElement).toBe(stage.$('[name=b]'));
    expect(inside(stage.form(), '.problem').textContent).toBe('2 answers need your attention.');
    expect(stage.answers).toEqual([]);
  });

  test('radio buttons of one name are one question, those of another form or without a name are not', async () => {
    const three = (name: string) => `<input type="radio" ${name} required>`.repeat(3);
    await open(
      `<crowd-form>${three('name="a"')}${three('name="b"')}<form>${three('name="a"')}</form><input type="checkbox" name="c" required><input type="checkbox" name="c" required></crowd-form>`,
    );
    stage.form().submit();
    await drawn(stage.root);
    expect(inside(stage.form(), '.problem').textContent).toBe('5 answers need your attention.');
  });

  test('what is wrong stays at the bottom of the window, but never over a button that submits', async () => {
    await open(
      '<crowd-form><input name="a" required><div style="height: 3000px"></div><button>Go</button></crowd-form>',
    );
    stage.form().submit();
    const problem = inside<HTMLElement>(stage.form(), '.problem');
    const bottom = () => problem.getBoundingClientRect().bottom;
    await vi.waitFor(() =>
      expect([bottom() <= innerHeight, bottom() > innerHeight - 20]).toEqual([true, true]),
    );
    stage.$('button').scrollIntoView({ block: 'end' });
    await vi.waitFor(() => expect(problem.matches('.floating')).toBe(false));
    const { right, top } = stage.$('button').getBoundingClientRect();
    expect(document.elementFromPoint(right - 5, top + 5)).toBe(stage.$('button'));
    scrollTo(0, 0);
    await vi.waitFor(() => expect(problem.matches('.floating')).toBe(true));
  });

  test('the field that it leads to comes clear of what is told at the bottom', async () => {
    await open(
      '<crowd-form><div style="height: calc(100vh - 40px)"></div><input name="a" required><div style="height: 3000px"></div><button>Go</button></crowd-form>',
    );
    stage.form().submit();
    await vi.waitFor(() => expect(document.activeElement).toBe(stage.$('input')));
    const problem = inside<HTMLElement>(stage.form(), '.problem.floating').getBoundingClientRect();
    expect(stage.$('input').getBoundingClientRect().bottom).toBeLessThan(problem.top);
  });

  test('a tool that bears Submit says what is wrong, the form does not lie over it', async () => {
    await open(
      `<crowd-form><crowd-classifier name="c" categories="['a','b']"></crowd-classifier><input name="n" required></crowd-form>`,
    );
    const told = () => [
      inside<HTMLElement>(stage.$('crowd-classifier'), '.problem').textContent,
      inside<HTMLElement>(stage.form(), '.problem').hidden,
    ];
    stage.form().submit();
    await drawn(stage.root);
    expect(told()).toEqual(['2 answers need your attention.', true]);
    stage.$<HTMLInputElement>('input').value = 'x';
    stage.form().submit();
    await drawn(stage.root);
    expect(told()).toEqual(['Choose one of the answers.', true]);
    inside<HTMLElement>(stage.$('crowd-classifier'), 'input').click();
    stage.reply = async () => {
      throw new Refused('Not now.');
    };
    stage.form().submit();
    await vi.waitFor(() => expect(told()).toEqual(['Not now.', true]));
    stage.$('input').dispatchEvent(new Event('input', { bubbles: true }));
    await drawn(stage.root);
    expect(told()).toEqual(['', true]);
  });

  test.each([
    '<input name="a" type="email" value="nobody">',
    '<input name="a" pattern="[0-9]+" value="x">',
    '<input name="a" type="number" max="5" value="6">',
    '<select name="a" required><option value="">?</select>',
    '<input name="a" type="checkbox" required>',
  ])('native constraints count: %s', async (field) => {
    expect(await answerOf(field)).toBeUndefined();
  });

  test('a field that nobody sees is named', async () => {
    await open('<crowd-form><div style="display:none"><input name="secret" required></div></crowd-form>');
    stage.form().submit();
    await drawn(stage.root);
    expect(inside(stage.form(), '.problem').textContent).toContain('“secret”');
  });

  test('a disabled field is not checked', async () => {
    expect(
      await answerOf(
        '<input name="a" required disabled><crowd-input name="b" required disabled></crowd-input>',
      ),
    ).toEqual({});
  });

  test('a template’s own validate() is asked', async () => {
    customElements.define(
      'checked-field',
      class extends HTMLElement {
        static formAssociated = true;
        value = 'x';
        validate = () => false;
      },
    );
    expect(await answerOf('<checked-field name="f"></checked-field>')).toBeUndefined();
  });
});

describe('keys', () => {
  const enter = (selector: string, held?: KeyboardEventInit) => press('Enter', held, stage.$(selector));

  test('Enter in the only line submits once', async () => {
    await open('<crowd-form><input name="a" value="x"></crowd-form>');
    enter('input');
    expect(stage.answers).toEqual([{ a: 'x' }]);
  });

  test('Enter in one of several lines does not send a half-filled page', async () => {
    await open('<crowd-form><input name="a" value="x"><input name="b"></crowd-form>');
    enter('input');
    expect(stage.answers).toEqual([]);
  });

  test('a key held down submits once', async () => {
    await open('<crowd-form><input name="a" value="x"></crowd-form>');
    enter('input', { repeat: true });
    enter('input', { repeat: true, ctrlKey: true });
    expect(stage.answers).toEqual([]);
  });

  test('Enter writes a line in a textarea', async () => {
    await open('<crowd-form><textarea name="a">x</textarea></crowd-form>');
    enter('textarea');
    expect(stage.answers).toEqual([]);
  });

  test('Ctrl+Enter and Cmd+Enter submit from anywhere', async () => {
    await open('<crowd-form><textarea name="a">x</textarea><input name="b"></crowd-form>');
    enter('textarea', { ctrlKey: true });
    expect(stage.answers).toEqual([{ a: 'x' }]);
    stage.clear();
    await open('<p>outside</p><crowd-form></crowd-form>');
    press('Enter', { metaKey: true });
    expect(stage.answers).toEqual([{}]);
  });
});

describe('reset', () => {
  test('puts fields back and leaves hidden inputs alone', async () => {
    await open(
      '<crowd-form><input name="a" value="x"><textarea name="t">y</textarea><input type="checkbox" name="c" checked><select name="s"><option>1<option selected>2</select><input type="hidden" name="h"><crowd-input name="i" value="z"></crowd-input><crowd-button form-action="reset">Reset</crowd-button></crowd-form>',
    );
    stage.$<HTMLInputElement>('[name=a]').value = '1';
    stage.$<HTMLTextAreaElement>('[name=t]').value = '2';
    stage.$<HTMLInputElement>('[name=c]').checked = false;
    stage.$<HTMLSelectElement>('[name=s]').value = '1';
    stage.$<HTMLInputElement>('[name=h]').value = 'set by a script';
    stage.$<HTMLInputElement>('[name=i]').value = '3';
    stage.$('crowd-button').click();
    stage.form().submit();
    expect(stage.answers).toEqual([
      { a: 'x', t: 'y', c: { on: true }, s: '2', h: 'set by a script', i: 'z' },
    ]);
  });
});

describe('what stays where it is', () => {
  test('children keep their place in the light DOM, and frames do not load again', async () => {
    await open('<crowd-form><p id="first">x</p><iframe srcdoc="<p>media</p>"></iframe></crowd-form>');
    const frame = stage.$<HTMLIFrameElement>('iframe');
    await vi.waitFor(() => expect(frame.contentDocument?.body?.textContent).toBe('media'));
    const before = frame.contentDocument;
    stage.form().appendChild(document.createElement('div'));
    await drawn(stage.root);
    expect(frame.contentDocument).toBe(before);
    expect(stage.$('#first').parentElement).toBe(stage.form());
  });
});

test('with instructions as children the form shows its own pane', async () => {
  await open(
    '<crowd-form><short-instructions header="How to">Read it.</short-instructions><full-instructions header="All of it">More.</full-instructions><input name="a" aria-label="a"></crowd-form>',
  );
  inside<HTMLButtonElement>(stage.form(), '.moreInstructionsLink').click();
  const dialog = inside<HTMLDialogElement>(stage.form(), 'dialog#full-instructions');
  expect([dialog.open, dialog.querySelector('h2')?.textContent]).toEqual([true, 'All of it']);
  await expectAccessible(stage.root);
  dialog.close();
});

test('is accessible, with and without a problem', async () => {
  await open('<crowd-form><label>Name <input name="a" required></label></crowd-form>');
  await expectAccessible(stage.root);
  stage.form().submit();
  await drawn(stage.root);
  await expectAccessible(stage.root);
});
