import { afterEach, expect, test, vi } from 'vitest';
import { expectAccessible, inside, type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
afterEach(() => stage.clear());
const middle = (badge: Element) => {
  const { left, top, width, height } = inside(badge, '.badge').getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};

test.each(['ltr', 'rtl'])(
  'stands at the upper corner at the end of its target, wherever that is: %s',
  async (dir) => {
    stage = await setStage(
      `<div dir="${dir}" style="margin: 60px"><p id="target" style="width: 100px; margin: 0">text</p><div style="position: relative; margin: 30px; border: 7px solid"><crowd-badge for="target" label="3"></crowd-badge></div></div>`,
    );
    const { left, right, top } = stage.$('#target').getBoundingClientRect();
    const corner = [Math.round(dir === 'ltr' ? right : left), Math.round(top)];
    expect(middle(stage.$('crowd-badge'))).toEqual(corner);
    await expectAccessible(stage.root);
  },
);

test('without for it sticks to its parent, and follows it', async () => {
  stage = await setStage('<p id="p" style="width: 100px">x<crowd-badge label="1"></crowd-badge></p>');
  const parent = stage.$('#p');
  parent.style.width = '250px';
  await vi.waitFor(() =>
    expect(middle(stage.$('crowd-badge'))[0]).toBe(Math.round(parent.getBoundingClientRect().right)),
  );
});

test('an icon beats the label; without a target nothing shows', async () => {
  stage = await setStage('<crowd-badge for="nobody" icon="star" label="9"></crowd-badge>');
  const badge = inside<HTMLElement>(stage.$('crowd-badge'), '.badge');
  expect([
    badge.querySelector('iron-icon')?.getAttribute('icon'),
    badge.textContent?.trim(),
    badge.hidden,
  ]).toEqual(['star', '', true]);
});

test('what follows a badge that was not closed is still shown', async () => {
  stage = await setStage('<crowd-badge label="1" /> <b>after</b>');
  expect(stage.$('b').checkVisibility()).toBe(true);
});
