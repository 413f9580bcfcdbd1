import { afterEach, describe, expect, test, vi } from 'vitest';
import { drawn, expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdQuestionAnswerGeneration } from './crowd-question-answer-generation.ts';

let stage: Stage;
const open = async (attributes = 'question-tags="[]"') => {
  stage = await setStage(
    `<crowd-form><crowd-question-answer-generation name="qa" text="Rain falls. 😀 Rivers rise." ${attributes}></crowd-question-answer-generation></crowd-form>`,
  );
  await vi.waitFor(() => expect(customElements.get('crowd-question-answer-generation')).toBeDefined());
  await drawn(stage.root);
  return stage.$<CrowdQuestionAnswerGeneration>('crowd-question-answer-generation');
};
afterEach(() => stage.clear());
const write = async (tool: Element, selector: string, text: string) => {
  const field = inside<HTMLTextAreaElement>(tool, selector);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await drawn(stage.root);
};
const click = async (tool: Element, selector: string) => {
  inside<HTMLElement>(tool, selector).click();
  await drawn(stage.root);
};

test('is accessible', async () => {
  await open(`question-tags="['Who', 'Why']" allow-custom-question-tags="true"`);
  await expectAccessible(stage.root);
});

test('a question with its answer, tags and passage', async () => {
  const tool = await open(`question-tags="['Who', 'Why']" allow-custom-question-tags`);
  await write(tool, '.question', 'Why do rivers rise?');
  await write(tool, '.answer', 'Rain');
  await click(tool, '.tag:nth-of-type(2) input');
  inside<HTMLInputElement>(tool, '.own-tag input').value = ' weather ';
  await click(tool, '.own-tag button');
  const words = [...inside(tool, '.passage-text').childNodes].find((node) => node instanceof Text) as Text;
  document.getSelection()?.setBaseAndExtent(words, 14, words, 27);
  await click(tool, '.add-passage');
  expect(inside(tool, '.passage q').textContent).toBe('Rivers rise.');
  stage.form().submit();
  expect(stage.answers).toEqual([
    {
      qa: {
        questionAnswers: [
          {
            question: 'Why do rivers rise?',
            answer: 'Rain',
            tags: ['Why', 'weather'],
            textReferences: [{ startOffset: 14, endOffset: 26 }],
          },
        ],
      },
    },
  ]);
  await click(tool, '.passage button');
  expect(tool.value?.questionAnswers[0]?.textReferences).toEqual([]);
});

describe('what must be written', () => {
  test.each<[string, string, string, string]>([
    ['question-tags="[]"', '', '', 'Please write at least one question.'],
    ['min-questions=2', 'Why?', 'So.', 'Please write at least 2 questions.'],
    ['question-min-words=3', 'Why so?', 'So.', 'Please write at least 3 words.'],
    ['question-max-words=1', 'Why so?', 'So.', 'Please write one word at most.'],
    ['', 'Why?', '', 'Please write at least one word.'],
    ['answer-max-words=2', 'Why?', 'It is so.', 'Please write 2 words at most.'],
  ])('%s: %j, %j', async (attributes, question, answer, want) => {
    const tool = await open(attributes);
    await write(tool, '.question', question);
    await write(tool, '.answer', answer);
    stage.form().submit();
    await drawn(stage.root);
    expect([inside(tool, '.send .problem').textContent, stage.answers]).toEqual([want, []]);
  });

  test('no more questions than allowed', async () => {
    const tool = await open('max-questions=2');
    await click(tool, '.add-question');
    expect(tool.shadowRoot?.querySelector('.add-question')).toBeNull();
    expect(tool.shadowRoot?.querySelectorAll('.pair')).toHaveLength(2);
    await click(tool, '.pair > .button.link');
    expect(tool.shadowRoot?.querySelectorAll('.pair')).toHaveLength(1);
  });
});

test('without tags to choose from the field is not there', async () => {
  const tool = await open();
  expect(tool.shadowRoot?.querySelector('.tags')).toBeNull();
});

test('reset and drafts', async () => {
  const tool = await open();
  expect(tool.saveState()).toBeUndefined();
  await write(tool, '.question', 'Why?');
  const state = tool.saveState();
  stage.form().reset();
  expect([tool.saveState(), tool.value]).toEqual([undefined, undefined]);
  tool.restoreState(state ?? null);
  await drawn(stage.root);
  expect(inside<HTMLTextAreaElement>(tool, '.question').value).toBe('Why?');
});
