// The proof of the elements that work on texts.
import type { Row } from './row.ts';

const sides = ['.work', '.labels'] as const;
const person =
  "[{label: 'person', fullDisplayName: 'Person', shortDisplayName: 'PER'}, {label: 'place', fullDisplayName: 'Place'}]";
const entities = (attributes = '') =>
  `<crowd-entity-annotation name="spans" header="Mark them" labels="${person}" text="Ada 🦉 was in London once." ${attributes}></crowd-entity-annotation>`;

export const texts: readonly Row[] = [
  {
    tags: ['crowd-entity-annotation'],
    template: entities(),
    whole: true,
    mouse: async (hand) => {
      await hand.select('.text', 'Ada');
      await hand.find('.label-button').first().click();
      await hand.press('2');
      await hand.select('.text', 'London');
    },
    keys: async (hand) => {
      await hand.tabTo('.text');
      await hand.press('Control+Shift+ArrowRight', '1');
      await hand.press(
        'Control+End',
        'Control+ArrowLeft',
        'Control+ArrowLeft',
        'Control+Shift+ArrowRight',
        '2',
      );
    },
    answer: {
      spans: {
        entities: [
          { endOffset: 3, label: 'person', startOffset: 0 },
          { endOffset: 19, label: 'place', startOffset: 13 },
        ],
      },
    },
    start: {
      template: entities(`initial-value="[{label: 'place', startOffset: 13, endOffset: 19}]"`),
      answer: { spans: { entities: [{ endOffset: 19, label: 'place', startOffset: 13 }] } },
    },
    sides,
  },
  {
    tags: ['crowd-text-ranking'],
    template: `<crowd-text-ranking name="r" text="Why is the sky blue?" responses="['Light is scattered.', 'It is painted.']" ordinal-ranking-dimensions="[{name: 'Truth', allowTie: false}]"></crowd-text-ranking>`,
    mouse: async (hand) => {
      await hand.find('select').first().selectOption('1');
      await hand.find('select').last().selectOption('2');
    },
    keys: async (hand) => {
      await hand.tabTo('.grip');
      await hand.press('ArrowDown', 'ArrowUp');
    },
    answer: { ordinalRankingDimensions: [{ name: 'Truth', responseRankings: [1, 2] }] },
    wrong: { text: 'Give every response a number for “Truth”.' },
    sides,
  },
  {
    tags: ['crowd-question-answer-generation'],
    template: `<crowd-question-answer-generation name="qa" text="Rain falls. Rivers rise." question-tags="['Who', 'Why']"></crowd-question-answer-generation>`,
    mouse: async (hand) => {
      await hand.fill('.question', 'Why do they rise?');
      await hand.fill('.answer', 'Rain');
      await hand.text('Why').click();
    },
    keys: async (hand) => {
      await hand.tabTo('.question');
      await hand.type('Why do they rise?');
      await hand.press('Tab');
      await hand.type('Rain');
      await hand.press('Tab', 'Tab', 'Space');
    },
    answer: {
      qa: {
        questionAnswers: [
          { question: 'Why do they rise?', answer: 'Rain', tags: ['Why'], textReferences: [] },
        ],
      },
    },
    wrong: { text: 'Please write at least one question.' },
    sides,
  },
];
