import { afterEach, describe, expect, test, vi } from 'vitest';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdTextRanking } from './crowd-text-ranking.ts';

let stage: Stage;
const open = async (dimensions = `[{name: 'Tone', allowTie: false}, {name: 'Truth', allowTie: true}]`) => {
  stage = await setStage(
    `<crowd-form><crowd-text-ranking name="r" text="Why is the sky blue?" responses="['Light', 'Paint', 'Magic']" ordinal-ranking-dimensions="${dimensions}"></crowd-text-ranking></crowd-form>`,
  );
  await vi.waitFor(() => expect(customElements.get('crowd-text-ranking')).toBeDefined());
  await drawn(stage.root);
  return stage.$<CrowdTextRanking>('crowd-text-ranking');
};
afterEach(() => stage.clear());
const lists = (tool: Element) => [...(tool.shadowRoot?.querySelectorAll('ol') ?? [])];
const grips = (list: Element | undefined) => [...(list?.querySelectorAll<HTMLElement>('.grip') ?? [])];
const order = (list: Element | undefined) => grips(list).map((grip) => Number(grip.dataset['response']));
const number = (tool: Element, response: number, dimension: string, value: string) => {
  const select = inside<HTMLSelectElement>(tool, `[aria-label="${dimension}: rank of response ${response}"]`);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};
const one = `[{name: 'Tone', allowTie: false}]`;

test('is accessible', async () => {
  await open();
  await expectAccessible(stage.root);
});

test('by numbers: every response in every dimension, at the top level of the answer', async () => {
  const tool = await open();
  for (const [response, rank] of [
    [1, 2],
    [2, 1],
    [3, 3],
  ])
    number(tool, response ?? 0, 'Tone', String(rank));
  expect(tool.value).toBeUndefined();
  stage.form().submit();
  await drawn(stage.root);
  expect([inside(tool, '.send .problem').textContent, stage.answers]).toEqual([
    'Give every response a number for “Truth”.',
    [],
  ]);
  for (const [response, rank] of [
    [1, 1],
    [2, 1],
    [3, 2],
  ])
    number(tool, response ?? 0, 'Truth', String(rank));
  stage.form().submit();
  expect(stage.answers).toEqual([
    {
      ordinalRankingDimensions: [
        { name: 'Tone', responseRankings: [2, 1, 3] },
        { name: 'Truth', responseRankings: [1, 1, 2] },
      ],
    },
  ]);
});

describe('without ties', () => {
  test('a number that is taken changes hands', async () => {
    const tool = await open(one);
    for (const response of [1, 2, 3]) number(tool, response, 'Tone', String(response));
    number(tool, 3, 'Tone', '1');
    await drawn(stage.root);
    expect([tool.value?.ordinalRankingDimensions[0]?.responseRankings, order(lists(tool)[0])]).toEqual([
      [3, 2, 1],
      [2, 1, 0],
    ]);
  });
});

test('by keys: the focused response moves and keeps the focus', async () => {
  const tool = await open(one);
  const grip = grips(lists(tool)[0])[2] as HTMLElement;
  grip.focus();
  press('ArrowUp', {}, grip);
  await drawn(stage.root);
  await vi.waitFor(() => expect(inside(tool, ':focus')).toBe(grip));
  expect([tool.value?.ordinalRankingDimensions[0]?.responseRankings, order(lists(tool)[0])]).toEqual([
    [1, 3, 2],
    [0, 2, 1],
  ]);
});

test('by dragging: the response goes where it is let go', async () => {
  const tool = await open(one);
  const list = lists(tool)[0] as HTMLElement;
  list.setPointerCapture = () => {};
  const pointer = (type: string, target: Element, clientY: number) =>
    target.dispatchEvent(new PointerEvent(type, { bubbles: true, clientY, button: 0, pointerId: 1 }));
  const { bottom } = list.getBoundingClientRect();
  pointer('pointerdown', grips(list)[0] as Element, 0);
  pointer('pointermove', list, bottom + 5);
  pointer('pointerup', list, bottom + 5);
  await drawn(stage.root);
  pointer('pointermove', list, 0);
  expect([order(list), tool.value?.ordinalRankingDimensions[0]?.responseRankings]).toEqual([
    [1, 2, 0],
    [3, 1, 2],
  ]);
});

test('reset and drafts, half done', async () => {
  const tool = await open(one);
  number(tool, 2, 'Tone', '1');
  const state = tool.saveState();
  expect(state).toEqual({ Tone: [null, 1, null] });
  stage.form().reset();
  expect(tool.saveState()).toBeUndefined();
  tool.restoreState(state ?? null);
  await drawn(stage.root);
  expect(order(lists(tool)[0])).toEqual([1, 0, 2]);
});

test('dimensions that cannot be read are shown', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const tool = await open('{a: 1}');
  expect(inside(tool, '.work .problem').textContent).toContain('“ordinal-ranking-dimensions”');
  log.mockRestore();
});

describe('a text behind a link that grant_read_access has made', () => {
  const link = '/media/bucket/prompt.txt?token=t';
  const ranking = (text: string) =>
    `<crowd-form><crowd-text-ranking name="r" text="${text}" responses="['a']" ordinal-ranking-dimensions="[{name: 'x', allowTie: false}]"></crowd-text-ranking></crowd-form>`;
  const shown = () => inside(stage.$('crowd-text-ranking'), '.prompt').textContent;

  test('is read and shown; until then nothing is sent', async () => {
    let come = (_: Response) => {};
    const asked = vi.spyOn(window, 'fetch').mockImplementation(
      () =>
        new Promise((resolve) => {
          come = resolve;
        }),
    );
    stage = await setStage(ranking(link));
    expect([shown(), asked.mock.calls]).toEqual(['The text is loading.', [[link]]]);
    stage.form().submit();
    come(new Response('Why is the sky blue?'));
    await vi.waitFor(() => expect(shown()).toBe('Why is the sky blue?'));
    expect(stage.answers).toEqual([]);
    asked.mockRestore();
  });

  test('tells when it cannot be read, and another text takes its place', async () => {
    const asked = vi.spyOn(window, 'fetch').mockResolvedValue(new Response('', { status: 404 }));
    const reported = vi.spyOn(window, 'reportError').mockImplementation(() => {});
    stage = await setStage(ranking(link));
    await vi.waitFor(() => expect(shown()).toBe('The text cannot be shown.'));
    stage.$('crowd-text-ranking').setAttribute('text', 'plain');
    await drawn(stage.root);
    expect([shown(), reported.mock.calls.length]).toEqual(['plain', 1]);
    asked.mockRestore();
    reported.mockRestore();
  });

  test('an address in S3 that was not granted is told to whoever writes the template', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    stage = await setStage(ranking('s3://bucket/prompt.txt'));
    expect(inside(stage.$('crowd-text-ranking'), '.problem').textContent).toContain('grant_read_access');
    told.mockRestore();
  });
});
