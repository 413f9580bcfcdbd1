import { afterEach, describe, expect, test, vi } from 'vitest';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdRekognitionDetectModerationLabels } from './crowd-rekognition-detect-moderation-labels.ts';

let stage: Stage;
const key = 'AWS/Rekognition/DetectModerationLabels/Image/V3';
const labels = `[{ name: 'Weapons', parentName: 'Violence', confidence: 0.7 }, { name: 'Smoking', parentName: '' },]`;
const open = async (attributes = `categories="${labels}"`) => {
  stage = await setStage(
    `<crowd-form><crowd-rekognition-detect-moderation-labels src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" header="Which fit?" ${attributes}></crowd-rekognition-detect-moderation-labels></crowd-form>`,
  );
  return stage.$<CrowdRekognitionDetectModerationLabels>('crowd-rekognition-detect-moderation-labels');
};
afterEach(() => stage.clear());
const names = (tool: Element) =>
  [...(tool.shadowRoot?.querySelectorAll('.label-button span') ?? [])].map((span) => span.textContent);

test('is accessible', async () => {
  await open();
  await expectAccessible(stage.root);
});

describe('the answer', () => {
  test('holds the chosen labels whole, under its own key, also with a name', async () => {
    const tool = await open(`categories="${labels}" name="mine"`);
    expect(names(tool)).toEqual(['Weapons', 'Smoking', 'None']);
    press('1');
    stage.form().submit();
    expect(stage.answers).toEqual([
      { [key]: { moderationLabels: [{ name: 'Weapons', parentName: 'Violence', confidence: 0.7 }] } },
    ]);
  });

  test('holds texts where the categories are texts', async () => {
    await open(`categories="['Weapons', 'Smoking']"`);
    press('2');
    press('1');
    stage.form().submit();
    expect(stage.answers).toEqual([{ [key]: { moderationLabels: ['Weapons', 'Smoking'] } }]);
  });

  test.each(['exclusion-category="Nothing"', `exclusion-category="{ text: 'Nothing' }"`])(
    'is empty for the exclusion category: %s',
    async (attribute) => {
      const tool = await open(`categories="${labels}" ${attribute}`);
      expect(names(tool).at(-1)).toBe('Nothing');
      press('3');
      stage.form().submit();
      expect(stage.answers).toEqual([{ [key]: { moderationLabels: [] } }]);
    },
  );

  test('is wanted: nothing chosen is not sent', async () => {
    await open();
    stage.form().submit();
    expect(stage.answers).toEqual([]);
  });
});

test('categories that cannot be read are shown', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const tool = await open('categories="{a: 1}"');
  expect(inside(tool, '.work .problem').textContent).toContain('“categories”');
  log.mockRestore();
});

test('drafts', async () => {
  const tool = await open();
  press('2');
  const state = tool.saveState();
  stage.form().reset();
  expect(tool.saveState()).toBeUndefined();
  tool.restoreState(state ?? null);
  await drawn(stage.root);
  expect(tool.value).toEqual({ moderationLabels: [{ name: 'Smoking', parentName: '' }] });
});
