import { afterEach, expect, test } from 'vitest';
import { expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
const open = async (attributes = '') => {
  stage = await setStage(
    `<crowd-form><crowd-image-classifier-multi-select name="animals" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" header="What is there?" categories="['cat', 'dog', 'cow']" ${attributes}></crowd-image-classifier-multi-select></crowd-form>`,
  );
  return stage.$('crowd-image-classifier-multi-select');
};
afterEach(() => stage.clear());

test('is accessible', async () => {
  await open();
  await expectAccessible(stage.root);
});

test('shows its image, needs a choice, answers with all of them', async () => {
  const tool = await open();
  expect(inside(inside(tool, 'foureyes-image'), 'img').getAttribute('src')).toContain('data:image/gif');
  stage.form().submit();
  press('2');
  press('1');
  stage.form().submit();
  expect(stage.answers).toEqual([{ animals: { labels: ['cat', 'dog'] } }]);
});

test('the exclusion category is an empty list', async () => {
  await open(`exclusion-category="{text: 'No animal'}"`);
  press('4');
  stage.form().submit();
  expect(stage.answers).toEqual([{ animals: { labels: [] } }]);
});
