// The proof of the classifiers.
import { expect } from '@playwright/test';
import type { Hand } from './hand.ts';
import type { Row } from './row.ts';

/** picture is an image of 400 by 240 pixels. */
const picture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="240"><rect width="400" height="240" fill="#cde"/></svg>',
)}`;
const target = '<classification-target>A white cup</classification-target>';
const sides = ['.work', '.labels'] as const;
const some = 'Choose at least one of the answers.';

const cupAndPan = async (hand: Hand) => {
  await hand.text('Cup').click();
  await hand.text('Pan').click();
};

export const classifiers: readonly Row[] = [
  {
    tags: ['crowd-classifier', 'classification-target'],
    template: `<crowd-classifier name="kind" header="What is it?" categories="['Cup', 'Pan']">${target}</crowd-classifier>`,
    mouse: (hand) => hand.text('Pan').click(),
    keys: (hand) => hand.press('2'),
    answer: { kind: { label: 'Pan' } },
    start: {
      template: `<crowd-classifier name="kind" header="What is it?" categories="['Cup', 'Pan']" initial-value="Cup">${target}</crowd-classifier>`,
      answer: { kind: { label: 'Cup' } },
    },
    wrong: { text: 'Choose one of the answers.' },
    sides,
  },
  {
    tags: ['crowd-classifier-multi-select'],
    template: `<crowd-classifier-multi-select name="kinds" header="What is there?" categories="['Cup', 'Pan', 'Lid']" exclusion-category="{text: 'Nothing'}">${target}</crowd-classifier-multi-select>`,
    mouse: cupAndPan,
    keys: async (hand) => {
      await hand.tabTo('.choices input');
      await hand.press('Space', '3', '2', '3');
    },
    answer: { kinds: { labels: ['Cup', 'Pan'] } },
    wrong: { text: some },
    sides,
  },
  {
    tags: ['crowd-image-classifier', 'worker-comment'],
    template: `<crowd-image-classifier name="check" src="${picture}" header="Is it good?" categories="['Good', 'Bad']"><worker-comment link-text="Say more">Why?</worker-comment></crowd-image-classifier>`,
    mouse: async (hand) => {
      await hand.text('Good').click();
      await hand.button('Say more').click();
      await hand.fill('dialog[open] textarea', 'sharp');
      await hand.button('Save').click();
      await expect(hand.find('dialog[open]')).toHaveCount(0);
    },
    keys: async (hand) => {
      await hand.press('1');
      await hand.tabTo('.comment-link');
      await hand.press('Enter');
      await hand.type('sharp');
      await hand.tabTo('.save');
      await hand.press('Enter');
      await expect(hand.find('dialog[open]')).toHaveCount(0);
    },
    answer: { check: { label: 'Good', workerComment: 'sharp' } },
    start: {
      template: `<crowd-image-classifier name="check" src="${picture}" header="Is it good?" categories="['Good', 'Bad']" initial-value="Bad"></crowd-image-classifier>`,
      answer: { check: { label: 'Bad' } },
    },
    wrong: { text: 'Choose one of the answers.' },
    sides,
  },
  {
    tags: ['crowd-image-classifier-multi-select'],
    template: `<crowd-image-classifier-multi-select name="things" src="${picture}" header="What is there?" categories="['Cup', 'Pan', 'Lid']"></crowd-image-classifier-multi-select>`,
    mouse: cupAndPan,
    keys: (hand) => hand.press('1', '2'),
    answer: { things: { labels: ['Cup', 'Pan'] } },
    wrong: { text: some },
    sides,
  },
  {
    tags: ['crowd-rekognition-detect-moderation-labels'],
    template: `<crowd-rekognition-detect-moderation-labels src="${picture}" header="Which fit?" categories="[{name: 'Weapons', parentName: 'Violence'}, {name: 'Smoking'}]"></crowd-rekognition-detect-moderation-labels>`,
    mouse: (hand) => hand.text('Weapons').click(),
    keys: (hand) => hand.press('1'),
    answer: {
      'AWS/Rekognition/DetectModerationLabels/Image/V3': {
        moderationLabels: [{ name: 'Weapons', parentName: 'Violence' }],
      },
    },
    wrong: { text: some },
    sides,
  },
];
