// A gallery of the elements, in light and dark, held against kept pictures. The
// tolerance leaves room for another machine's fonts, not for another layout.
import { test as base, expect } from '@playwright/test';
import { pngOf, stripOf } from '../crowd/segmentation/png.ts';
import { LabelMap } from '../geometry/label-map.ts';
import { stroke } from '../geometry/raster.ts';
import { Stream } from './mock/stream.ts';

const test = base.extend<{ stream: Stream }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures' needs from this pattern
  stream: async ({}, use) => {
    const stream = new Stream();
    await use(stream);
    await stream.close();
  },
});

const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="240"><rect width="400" height="240" fill="#cde"/><circle cx="130" cy="120" r="70" fill="#386"/><rect x="240" y="60" width="110" height="130" fill="#a53"/></svg>')}`;
const tool = `header="What is it?" categories="['Cup', 'Pan', 'Plate']"`;

/** mask is a picture of labels on the other one: 1 is the disc, 2 the rectangle. */
function mask(): string {
  const [map, palette] = [new LabelMap({ width: 400, height: 240 }), [undefined, 0x2ca02c, 0xff7f0e]];
  stroke({ x: 130, y: 120 }, { x: 130, y: 120 }, 70, map.size, map.painter(1));
  for (let y = 60; y < 190; y++) map.painter(2)(y, 240, 350);
  const file = pngOf(map.size, [stripOf(map.pixels, 400)], palette);
  return `data:image/png;base64,${Buffer.from(file).toString('base64')}`;
}

/** pages are the gallery: what stands inside crowd-form on each. */
const pages: Record<string, string> = {
  ticks: `<p><crowd-checkbox name="a" checked>Sharp</crowd-checkbox><crowd-checkbox name="b">Dark</crowd-checkbox><crowd-checkbox name="c" disabled>Not now</crowd-checkbox></p>
    <p><crowd-toggle-button name="d" checked>On</crowd-toggle-button><crowd-toggle-button name="e">Off</crowd-toggle-button><crowd-toggle-button name="f" invalid>Alarming</crowd-toggle-button></p>
    <crowd-radio-group><crowd-radio-button name="g" checked>Yes</crowd-radio-button><crowd-radio-button name="h">No</crowd-radio-button></crowd-radio-group>
    <p dir="rtl"><crowd-checkbox name="i" checked>من اليمين</crowd-checkbox><crowd-toggle-button name="j" checked>نعم</crowd-toggle-button></p>`,
  sliders: `<crowd-slider name="a" value="30" editable secondary-progress="60"></crowd-slider>
    <crowd-slider name="b" min="0" max="4" value="3"><crowd-slider-label position="0">never</crowd-slider-label><crowd-slider-label position="2">at times</crowd-slider-label><crowd-slider-label position="4">always</crowd-slider-label></crowd-slider>
    <crowd-slider name="c" value="30" dir="rtl"></crowd-slider><crowd-slider name="d" value="50" disabled></crowd-slider>`,
  messages: `${['info', 'success', 'warning', 'error'].map((type) => `<crowd-alert type="${type}" dismissible>This is ${type}.</crowd-alert>`).join('')}
    <p><crowd-button id="inbox" icon="inbox">Inbox</crowd-button><crowd-badge for="inbox" label="3"></crowd-badge> <crowd-button variant="primary" icon="send" icon-align="right">Send</crowd-button> <crowd-icon-button icon="delete"></crowd-icon-button> <crowd-fab icon="add"></crowd-fab> <iron-icon icon="star"></iron-icon></p>
    <crowd-toast text="Saved" opened duration="0"></crowd-toast>`,
  layout: `<crowd-instructions link-text="How to"><short-summary>Short</short-summary></crowd-instructions> <crowd-modal link-type="button" link-text="More"></crowd-modal>
    <crowd-tabs><crowd-tab header="First">What stands first</crowd-tab><crowd-tab header="Second">Then this</crowd-tab></crowd-tabs>
    <crowd-card heading="A card">With a text in it</crowd-card>`,
  classifier: `<crowd-image-classifier name="a" src="${picture}" ${tool} initial-value="Cup" overlay="{boundingBox: {labels: ['Cup'], value: [{label: 'Cup', left: 60, top: 50, width: 140, height: 140}]}}"><short-instructions>Look closely.</short-instructions><worker-comment>Why?</worker-comment></crowd-image-classifier>`,
  several: `<crowd-classifier-multi-select name="a" ${tool} exclusion-category="None of these"><classification-target>A white cup on a table</classification-target></crowd-classifier-multi-select>`,
  moderation: `<crowd-rekognition-detect-moderation-labels src="${picture}" header="Which fit?" categories="[{name: 'Weapons'}, {name: 'Smoking'}]"></crowd-rekognition-detect-moderation-labels>`,
  semantic: `<crowd-semantic-segmentation name="a" src="${picture}" header="What is where?" labels="['cup', 'plate']" initial-value="{labelMappings: {cup: {color: '#2ca02c'}, plate: {color: '#ff7f0e'}}, src: '${mask()}'}"></crowd-semantic-segmentation>`,
  instances: `<crowd-instance-segmentation name="a" src="${picture}" header="Which cups are there?" labels="['cup', 'plate']" initial-value="{instances: [{color: '#2ca02c', label: 'cup'}, {color: '#ff7f0e', label: 'cup'}], src: '${mask()}'}"></crowd-instance-segmentation>`,
  ranking: `<crowd-text-ranking name="a" text="Why is the sky blue?" responses="['Light is scattered.', 'It is painted.']" ordinal-ranking-dimensions="[{name: 'Truth', allowTie: false}]"></crowd-text-ranking>`,
  entities: `<crowd-entity-annotation name="a" header="Mark people and places" labels="[{label: 'person', fullDisplayName: 'Person', shortDisplayName: 'PER'}, {label: 'place', fullDisplayName: 'Place', shortDisplayName: 'LOC'}]" text="Ada Lovelace was born in London. She met Charles Babbage there, and they wrote to each other for many years about the engine." initial-value="[{label: 'person', startOffset: 0, endOffset: 12}, {label: 'place', startOffset: 25, endOffset: 31}, {label: 'person', startOffset: 41, endOffset: 56}]"><short-instructions>Mark whole names.</short-instructions></crowd-entity-annotation>`,
  questions: `<crowd-question-answer-generation name="a" text="Rain falls. Rivers rise." question-tags="['Who', 'Why']" allow-custom-question-tags="true"></crowd-question-answer-generation>`,
};

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({
      colorScheme,
      viewport: { width: 900, height: 560 },
      contextOptions: { reducedMotion: 'reduce' },
    });
    for (const [name, content] of Object.entries(pages)) {
      test(name, async ({ page, stream }) => {
        const errors: unknown[] = [];
        page.on('pageerror', (error) => errors.push(error));
        const ready =
          '<script>document.addEventListener("all-crowd-elements-ready", () => { window.isReady = true; });</script>';
        await page.goto(
          await stream.open(
            `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><script src="/bundle.js"></script>${ready}<crowd-form>${content}</crowd-form>`,
          ),
        );
        await page.waitForFunction('window.isReady');
        // Images and what lies on them come later.
        await expect(page.locator('.stage.empty, .stage[aria-busy]')).toHaveCount(0);
        await expect(page).toHaveScreenshot(`${name}-${colorScheme}.png`, {
          maxDiffPixelRatio: 0.06,
          threshold: 0.3,
        });
        expect(errors).toEqual([]);
      });
    }
  });
}
