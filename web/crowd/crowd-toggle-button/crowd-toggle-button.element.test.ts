import { afterEach, expect, test } from 'vitest';
import { drawn, expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdToggleButton } from './crowd-toggle-button.ts';

let stage: Stage;
const open = async (attributes: string) => {
  stage = await setStage(
    `<crowd-form><crowd-toggle-button ${attributes}>Seen</crowd-toggle-button></crowd-form>`,
  );
  return stage.$<CrowdToggleButton>('crowd-toggle-button');
};
afterEach(() => stage.clear());

test.each(['', 'checked', 'invalid', 'disabled'])('is accessible: %s', async (attributes) => {
  await open(`name="seen" ${attributes}`);
  await expectAccessible(stage.root);
});

test('is a switch, and answers with a boolean', async () => {
  const toggle = await open('name="seen"');
  expect(inside(toggle, '.control').getAttribute('role')).toBe('switch');
  stage.form().submit();
  inside<HTMLElement>(toggle, '.control').click();
  await drawn(stage.root);
  stage.form().submit();
  expect([stage.answers[0], toggle.hasAttribute('checked')]).toEqual([{ seen: { on: false } }, true]);
});

test('required must be on', async () => {
  const toggle = await open('name="seen" value="yes" required');
  stage.form().submit();
  await drawn(stage.root);
  expect(inside(toggle, '#error').textContent).toBe('Please switch this on.');
  toggle.click();
  stage.form().submit();
  expect(stage.answers).toEqual([{ seen: { yes: true } }]);
});

test('the knob goes over to the other side where writing runs from the right', async () => {
  const toggle = await open('name="seen" checked');
  const control = inside<HTMLElement>(toggle, '.control');
  const knob = () => getComputedStyle(control, '::before').right;
  control.style.transition = 'none';
  const left = Number.parseFloat(knob());
  stage.root.dir = 'rtl';
  expect(Number.parseFloat(knob())).toBeGreaterThan(left);
});
