// The proof of crowd-form, its buttons and its fields.
import { expect } from '@playwright/test';
import type { Row } from './row.ts';

const tick = (tag: string, message: string): Row => ({
  tags: [tag],
  template: `<${tag} name="flags" value="dark" required>Dark</${tag}><${tag} name="flags" value="torn">Torn</${tag}>`,
  mouse: (hand) => hand.text('Dark').click(),
  keys: async (hand) => {
    await hand.tabTo(tag);
    await hand.press('Space');
  },
  answer: { flags: { dark: true, torn: false } },
  start: {
    template: `<${tag} name="flags" value="dark" checked>Dark</${tag}>`,
    answer: { flags: { dark: true } },
  },
  wrong: { text: message },
  sides: [`${tag}[value=dark] .control`, `${tag}[value=dark] .label`],
});

const field = (tag: string, text: string, keys: string[], keyed: string): Row => ({
  tags: [tag],
  template: `<${tag} name="why" label="Why" required error-message="Tell why." max-length="200" char-counter></${tag}>`,
  mouse: (hand) => hand.fill(tag, text),
  keys: async (hand) => {
    await hand.tabTo(tag);
    await hand.type(text);
    await hand.press(...keys);
  },
  answer: { why: text },
  keyed: { why: keyed },
  start: { template: `<${tag} name="why" value="given"></${tag}>`, answer: { why: 'given' } },
  wrong: { text: 'Tell why.' },
  sides: [tag, 'crowd-form'],
});

export const forms: readonly Row[] = [
  {
    tags: ['crowd-form', 'short-instructions', 'full-instructions'],
    template: `<short-instructions>Read first.</short-instructions><full-instructions header="All of it">At length.</full-instructions>
      <p><label>Shop <input name="shop" required></label></p><p><label>Total <input name="total" required></label></p>`,
    mouse: async (hand) => {
      if (!(await hand.text('Read first.').isVisible())) await hand.button('Instructions').click();
      await hand.button('View full instructions').click();
      await expect(hand.text('At length.')).toBeVisible();
      await hand.button('Close').first().click();
      await expect(hand.text('At length.')).toBeHidden();
      await hand.fill('[name=shop]', 'Books');
      await hand.fill('[name=total]', '42');
    },
    keys: async (hand) => {
      await hand.tabTo('.moreInstructionsLink');
      await hand.press('Enter');
      await expect(hand.text('At length.')).toBeVisible();
      await hand.press('Escape');
      await hand.tabTo('[name=shop]');
      await hand.type('Books');
      await hand.press('Tab');
      await hand.type('42');
    },
    answer: { shop: 'Books', total: '42' },
    start: { template: '<input name="shop" aria-label="Shop" value="Books">', answer: { shop: 'Books' } },
    wrong: { text: '2 answers need your attention.' },
    sides: ['.awsui-app-layout__navigation', 'crowd-form .content'],
  },
  {
    tags: ['crowd-button'],
    template: `<p><crowd-button id="more" icon="add" onclick="count.value = Number(count.value) + 1">Add</crowd-button></p>
      <input aria-label="Count" id="count" name="count" value="0"><crowd-button form-action="submit" variant="primary">Submit</crowd-button>`,
    mouse: (hand) => hand.button('Add').click({ clickCount: 2 }),
    keys: async (hand) => {
      await hand.tabTo('#more');
      await hand.press('Enter', 'Space');
    },
    answer: { count: '2' },
    start: { template: '<crowd-button disabled>Add</crowd-button>', answer: {} },
    sides: ['#more iron-icon', '#more button'],
  },
  field('crowd-input', 'because', ['Backspace'], 'becaus'),
  field('crowd-text-area', 'because', ['Enter', 'x'], 'because\nx'),
  tick('crowd-checkbox', 'Please tick this box.'),
  tick('crowd-toggle-button', 'Please switch this on.'),
  {
    tags: ['crowd-radio-group', 'crowd-radio-button'],
    template: `<crowd-radio-group name="decision" required><crowd-radio-button value="approve">Yes</crowd-radio-button><crowd-radio-button value="reject">No</crowd-radio-button></crowd-radio-group>`,
    mouse: (hand) => hand.text('No').click(),
    keys: async (hand) => {
      await hand.tabTo('crowd-radio-button');
      await hand.press('ArrowDown');
    },
    answer: { decision: { approve: false, reject: true } },
    start: {
      template: `<crowd-radio-group><crowd-radio-button name="d" value="approve" checked>Yes</crowd-radio-button><crowd-radio-button name="d" value="reject">No</crowd-radio-button></crowd-radio-group>`,
      answer: { d: { approve: true, reject: false } },
    },
    wrong: { text: 'Choose one of the answers.' },
    sides: ['[value=approve] .control', '[value=approve] .label'],
  },
  {
    tags: ['crowd-slider', 'crowd-slider-label'],
    template: `<crowd-slider name="sure" aria-label="Sure" min="0" max="4" editable><crowd-slider-label position="0">no</crowd-slider-label><crowd-slider-label position="4">yes</crowd-slider-label></crowd-slider>`,
    mouse: (hand) => hand.along('crowd-slider [type=range]', 0.75),
    keys: async (hand) => {
      await hand.tabTo('crowd-slider');
      await hand.press('End', 'ArrowDown');
    },
    answer: { sure: 3 },
    start: {
      template: '<crowd-slider name="sure" aria-label="Sure" value="7.5" step="0.5"></crowd-slider>',
      answer: { sure: 7.5 },
    },
    sides: ['crowd-slider-label[position="0"]', 'crowd-slider-label[position="4"]'],
  },
];
