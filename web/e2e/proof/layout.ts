// The proof of the elements that lay out a page and have no answer of their own.
import { expect } from '@playwright/test';
import type { Row } from './row.ts';

const opener = (tag: string, inside: string, shown: string): Omit<Row, 'tags'> => ({
  template: `<${tag} link-text="Show more" link-type="button">${inside}</${tag}>`,
  mouse: async (hand) => {
    await hand.button('Show more').click();
    await expect(hand.text(shown)).toBeVisible();
    await hand.button('Close').click();
    await expect(hand.text(shown)).toBeHidden();
  },
  keys: async (hand) => {
    await hand.tabTo(tag);
    await hand.press('Enter');
    await expect(hand.text(shown)).toBeVisible();
    await hand.press('Escape');
    await expect(hand.text(shown)).toBeHidden();
  },
  answer: {},
  sides: [tag, 'crowd-form'],
});

const round = (tag: string): Row => ({
  tags: [tag],
  template: `<${tag} icon="add" title="Add" onclick="count.value = Number(count.value) + 1"></${tag}><input aria-label="Count" id="count" name="count" value="0">`,
  mouse: (hand) => hand.button('Add').click(),
  keys: async (hand) => {
    await hand.tabTo(tag);
    await hand.press('Space');
  },
  answer: { count: '1' },
  sides: [tag, 'crowd-form'],
});

export const layout: readonly Row[] = [
  {
    tags: ['crowd-alert'],
    template: '<crowd-alert type="warning" dismissible>Take care.</crowd-alert>',
    mouse: async (hand) => {
      await hand.find('crowd-alert button').click();
      await expect(hand.text('Take care.')).toBeHidden();
    },
    keys: async (hand) => {
      await hand.tabTo('crowd-alert');
      await hand.press('Enter');
      await expect(hand.text('Take care.')).toBeHidden();
    },
    answer: {},
    sides: ['crowd-alert .sign', 'crowd-alert .text'],
  },
  {
    tags: ['crowd-badge'],
    template: `<p><crowd-button id="inbox" onclick="badge.label = '4'">Inbox</crowd-button><crowd-badge id="badge" for="inbox" label="3"></crowd-badge></p>`,
    mouse: async (hand) => {
      await hand.button('Inbox').click();
      await expect(hand.find('crowd-badge .badge')).toHaveText('4');
    },
    keys: async (hand) => {
      await hand.tabTo('#inbox');
      await hand.press('Enter');
      await expect(hand.find('crowd-badge .badge')).toHaveText('4');
    },
    answer: {},
    sides: ['crowd-badge .badge', '#inbox'],
  },
  {
    tags: ['crowd-card'],
    template: '<crowd-card heading="A card"><crowd-checkbox name="seen">Seen</crowd-checkbox></crowd-card>',
    mouse: async (hand) => {
      await expect(hand.text('A card')).toBeVisible();
      await hand.text('Seen').click();
    },
    keys: async (hand) => {
      await hand.tabTo('crowd-checkbox');
      await hand.press('Space');
    },
    answer: { seen: { on: true } },
    start: {
      template: '<crowd-card><crowd-checkbox name="seen" checked>Seen</crowd-checkbox></crowd-card>',
      answer: { seen: { on: true } },
    },
    sides: ['crowd-card .control', 'crowd-card .body'],
  },
  round('crowd-fab'),
  round('crowd-icon-button'),
  {
    tags: ['iron-icon'],
    template:
      '<p id="line"><iron-icon icon="star"></iron-icon> <label><input type="checkbox" name="good" value="yes"> Good</label></p>',
    mouse: async (hand) => {
      await expect(hand.find('iron-icon path')).toHaveCount(1);
      await hand.find('[name=good]').click();
    },
    keys: async (hand) => {
      await hand.tabTo('[name=good]');
      await hand.press('Space');
    },
    answer: { good: { yes: true } },
    sides: ['iron-icon', '#line'],
  },
  {
    tags: [
      'crowd-instructions',
      'short-summary',
      'detailed-instructions',
      'positive-example',
      'negative-example',
    ],
    ...opener(
      'crowd-instructions',
      '<short-summary>In short.</short-summary><detailed-instructions>At length.</detailed-instructions><positive-example>Like this.</positive-example><negative-example>Not so.</negative-example>',
      'In short.',
    ),
    mouse: async (hand) => {
      await hand.button('Show more').click();
      for (const [tab, text] of [
        ['Detailed Instructions', 'At length.'],
        ['Examples', 'Like this.'],
        ['Summary', 'In short.'],
      ] as const) {
        await hand.text(tab).click();
        await expect(hand.text(text)).toBeVisible();
      }
      await hand.button('Close').click();
    },
    keys: async (hand) => {
      await hand.tabTo('crowd-instructions');
      await hand.press('Enter');
      await hand.tabTo('[role=tab]');
      await hand.press('End');
      await expect(hand.text('Not so.')).toBeVisible();
      await hand.press('Home', 'ArrowRight');
      await expect(hand.text('At length.')).toBeVisible();
      await hand.press('Escape');
      await expect(hand.text('At length.')).toBeHidden();
    },
  },
  { tags: ['crowd-modal'], ...opener('crowd-modal', '<p>Hidden first.</p>', 'Hidden first.') },
  {
    tags: ['crowd-tabs', 'crowd-tab'],
    template: `<crowd-tabs><crowd-tab header="One"><crowd-input name="a" label="A" value="x"></crowd-input></crowd-tab><crowd-tab header="Two"><crowd-input name="b" label="B" required></crowd-input></crowd-tab></crowd-tabs>`,
    mouse: async (hand) => {
      await hand.text('Two').click();
      await hand.fill('[name=b]', 'y');
    },
    keys: async (hand) => {
      await hand.tabTo('[role=tab]');
      await hand.press('End');
      await hand.tabTo('[name=b]');
      await hand.type('y');
    },
    answer: { a: 'x', b: 'y' },
    start: {
      template:
        '<crowd-tabs><crowd-tab header="One"><crowd-input name="a" label="A" value="x"></crowd-input></crowd-tab></crowd-tabs>',
      answer: { a: 'x' },
    },
    wrong: { text: 'Please fill in this field.' },
    sides: ['[role=tab]:first-child', '[role=tab]:last-child'],
  },
  {
    tags: ['crowd-toast'],
    template: `<crowd-toast id="toast" text="Saved" duration="0"></crowd-toast><crowd-button id="open" onclick="toast.open()">Open</crowd-button>`,
    mouse: async (hand) => {
      await hand.button('Open').click();
      await expect(hand.text('Saved')).toBeVisible();
    },
    keys: async (hand) => {
      await hand.tabTo('#open');
      await hand.press('Enter');
      await expect(hand.text('Saved')).toBeVisible();
    },
    answer: {},
    sides: ['#open', 'crowd-form'],
  },
];
