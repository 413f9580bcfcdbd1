// The proof of the review of documents. What else it can do is told in
// ../document.spec.ts.
import { expect } from '@playwright/test';
import type { Row } from './row.ts';

const page = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="850" height="1100"><rect width="850" height="1100" fill="#fff"/><text x="85" y="264" font-size="30">Total 42,O0</text></svg>',
)}`;
const place = (left: number, width: number) => ({
  boundingBox: { height: 0.03, left, top: 0.22, width },
  polygon: [
    { x: left, y: 0.22 },
    { x: left + width, y: 0.22 },
    { x: left + width, y: 0.25 },
    { x: left, y: 0.25 },
  ],
});
const blocks = (value: string) => [
  {
    blockType: 'KEY_VALUE_SET',
    confidence: 60,
    entityTypes: ['KEY'],
    geometry: place(0.1, 0.1),
    id: 'k',
    relationships: [{ ids: ['v'], type: 'VALUE' }],
    text: 'Total',
  },
  {
    blockType: 'KEY_VALUE_SET',
    confidence: 60,
    entityTypes: ['VALUE'],
    geometry: place(0.25, 0.1),
    id: 'v',
    text: value,
  },
];
const json = (value: unknown) => JSON.stringify(value).replaceAll('"', '&quot;');
const template = (keys: unknown[]) =>
  `<crowd-textract-analyze-document src="${page}" header="Is it read rightly?" initial-value="${json(blocks('42,O0'))}" keys="${json(keys)}" block-types="['KEY_VALUE_SET']" no-key-edit no-geometry-edit></crowd-textract-analyze-document>`;
const answer = (value: string) => ({ 'AWS/Textract/AnalyzeDocument/Forms/V1': { blocks: blocks(value) } });

export const documents: readonly Row[] = [
  {
    tags: ['crowd-textract-analyze-document'],
    template: template([]),
    mouse: async (hand) => {
      await hand.find('.box.value').click();
      await hand.field('Value').fill('42,00');
    },
    keys: async (hand) => {
      await expect(hand.find('.boxes')).toBeVisible();
      await hand.press('ArrowDown', 'e', 'Control+a');
      await hand.type('42,00');
    },
    answer: answer('42,00'),
    start: { template: template([]), answer: answer('42,O0') },
    wrong: {
      template: template([{ importantFormKey: 'IBAN', importantFormKeyAliases: [] }]),
      text: 'One key still has to be found. Write its value, or say that you can’t find it.',
    },
    sides: ['.work', '.labels'],
  },
];
