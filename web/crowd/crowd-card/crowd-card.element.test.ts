import { afterEach, expect, test } from 'vitest';
import { expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
afterEach(() => stage.clear());

test('shows heading, image and children, and takes no part in the answer but for their fields', async () => {
  stage = await setStage(
    '<crowd-form><crowd-card name="card" heading="A cup" image="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p>White</p><crowd-input name="a" label="A" value="x"></crowd-input></crowd-card></crowd-form>',
  );
  const card = stage.$('crowd-card');
  expect([inside(card, 'h2').textContent, inside(card, 'img').getAttribute('alt')]).toEqual(['A cup', '']);
  await expectAccessible(stage.root);
  stage.form().submit();
  expect(stage.answers).toEqual([{ a: 'x' }]);
});

test('without heading and image there is neither', async () => {
  stage = await setStage('<crowd-card>x</crowd-card>');
  expect(stage.$('crowd-card').shadowRoot?.querySelector('h2, img')).toBeNull();
});
