// The proof of the drawing tools. What else hands can do with them is told in
// ../drawing.spec.ts.
import { expect } from '@playwright/test';
import type { Hand } from './hand.ts';
import type { Row } from './row.ts';

/** photo is an image of 640 by 480 pixels. */
export const photo = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#9fb8c4"/><stop offset="1" stop-color="#6d7f63"/></linearGradient></defs><rect width="640" height="480" fill="url(#g)"/><rect x="100" y="100" width="200" height="150" fill="#3d5c57"/><circle cx="450" cy="300" r="90" fill="#d8c08a"/></svg>',
)}`;

/** size is what answers say of it. */
export const size = { height: 480, width: 640 };

const ten = Array.from({ length: 10 }, () => 'Shift+ArrowRight');
const at = (...points: [number, number][]) => points.map(([x, y]) => ({ x, y }));

interface Tool {
  tag: string;
  key: string;
  draw: (hand: Hand) => Promise<void>;
  drawn: unknown;
  keys: string[];
  keyed: unknown;
  /** initial is a shape as the attribute and the answer have it. */
  initial: object;
}

const tools: readonly Tool[] = [
  {
    tag: 'crowd-bounding-box',
    key: 'boundingBoxes',
    draw: (hand) => hand.drag([100, 100], [300, 250]),
    drawn: { height: 150, label: 'cup', left: 100, top: 100, width: 200 },
    keys: ['Enter', 'Enter', ...ten, 'Shift+ArrowDown', 'Enter'],
    keyed: { height: 10, label: 'cup', left: 320, top: 240, width: 100 },
    initial: { height: 150, label: 'plate', left: 100, top: 100, width: 200 },
  },
  {
    tag: 'crowd-keypoint',
    key: 'keypoints',
    draw: (hand) => hand.click([301, 122]),
    drawn: { label: 'cup', x: 301, y: 122 },
    keys: ['Enter', 'ArrowLeft', 'ArrowUp', 'Enter'],
    keyed: { label: 'cup', x: 319, y: 239 },
    initial: { label: 'plate', x: 200, y: 175 },
  },
  {
    tag: 'crowd-line',
    key: 'lines',
    draw: (hand) => hand.drag([60, 60], [400, 300]),
    drawn: { label: 'cup', vertices: at([60, 60], [400, 300]) },
    keys: ['Enter', 'Enter', ...ten, 'Enter'],
    keyed: { label: 'cup', vertices: at([320, 240], [420, 240]) },
    initial: { label: 'plate', vertices: at([60, 400], [600, 420]) },
  },
  {
    tag: 'crowd-polyline',
    key: 'polylines',
    draw: async (hand) => {
      await hand.click([60, 60], [200, 300], [400, 120]);
      await hand.button('Finish').click();
    },
    drawn: { label: 'cup', vertices: at([60, 60], [200, 300], [400, 120]) },
    keys: ['Enter', 'Enter', ...ten, 'Enter', 'Enter'],
    keyed: { label: 'cup', vertices: at([320, 240], [420, 240]) },
    initial: { label: 'plate', vertices: at([60, 60], [200, 300], [400, 120], [600, 400]) },
  },
  {
    tag: 'crowd-polygon',
    key: 'polygons',
    draw: (hand) => hand.click([100, 100], [300, 100], [300, 300], [101, 101]),
    drawn: { label: 'cup', vertices: at([100, 100], [300, 100], [300, 300]) },
    keys: ['Enter', 'Enter', ...ten, 'Enter', 'Control+ArrowDown', 'Enter', 'Enter'],
    keyed: { label: 'cup', vertices: at([320, 240], [420, 240], [420, 340]) },
    initial: { label: 'plate', vertices: at([100, 100], [300, 100], [300, 250]) },
  },
];

/** written is an attribute's value in quotes. */
const written = (value: unknown) => JSON.stringify(value).replaceAll('"', "'");

const template = ({ tag }: Tool, attributes = '') =>
  `<${tag} name="r" src="${photo}" labels="['cup', 'plate']" header="Mark every cup and every plate" ${attributes}></${tag}>`;

export const drawing: readonly Row[] = tools.map((tool) => ({
  tags: [tool.tag],
  template: template(tool),
  mouse: async (hand) => {
    await hand.find('.label-button').first().click();
    await tool.draw(hand);
  },
  keys: async (hand) => {
    await expect(hand.find('.drawing')).toBeVisible();
    await hand.press('1');
    await hand.tabTo('.stage');
    await hand.press(...tool.keys);
  },
  answer: { r: { inputImageProperties: size, [tool.key]: [tool.drawn] } },
  keyed: { r: { inputImageProperties: size, [tool.key]: [tool.keyed] } },
  rough: true,
  start: {
    template: template(tool, `initial-value="${written([tool.initial])}"`),
    answer: {
      r: { initialValueModified: false, inputImageProperties: size, [tool.key]: [tool.initial] },
    },
  },
  wrong: { text: 'Draw at least one shape, or tick “Nothing to label”.' },
  sides: ['.work', '.labels'],
}));
