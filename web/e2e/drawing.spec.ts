// The drawing tools in the built bundle: the chunk arrives, hands and keys draw,
// and the answer is what programs parse. What every tool must do is in
// proof.spec.ts.
import { test as base, expect, type Page } from '@playwright/test';
import { look } from './mock/fixtures.ts';
import { Stream } from './mock/stream.ts';
import { photo, size } from './proof/drawing.ts';

const test = base.extend<{ stream: Stream }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures' needs from this pattern
  stream: async ({}, use) => {
    const stream = new Stream();
    await use(stream);
    await stream.close();
  },
});

const script = '<script src="/bundle.js"></script>';
const template = (tag: string, attributes = '') =>
  `${script}<crowd-form><${tag} name="r" src="${photo}" labels="['cup','plate','spoon']" header="Mark every cup and every plate" ${attributes}>
    <short-instructions><p>Mark each thing closely.</p></short-instructions><full-instructions><p>All of them.</p></full-instructions></${tag}></crowd-form>`;

/** Hand is a real mouse on an image. */
async function handOn(page: Page) {
  const picture = page.locator('.picture');
  await expect(page.locator('.drawing')).toBeVisible();
  const at = async (x: number, y: number): Promise<[number, number]> => {
    const box = (await picture.boundingBox()) ?? { x: 0, y: 0, width: 0 };
    return [box.x + (x * box.width) / 640, box.y + (y * box.width) / 640];
  };
  return {
    click: async (x: number, y: number) => page.mouse.click(...(await at(x, y))),
    drag: async (from: [number, number], to: [number, number]) => {
      await page.mouse.move(...(await at(...from)));
      await page.mouse.down();
      await page.mouse.move(...(await at(...to)), { steps: 4 });
      await page.mouse.up();
    },
  };
}

async function submit(page: Page): Promise<unknown> {
  await page.getByRole('button', { name: 'Submit' }).click();
  return JSON.parse((await page.locator('#answers-box').textContent()) ?? '').r;
}

/** roughly expects numbers to be as near as a mouse, whose places are whole pixels of the screen, can be. */
function roughly(got: unknown, want: unknown): void {
  if (typeof want === 'number') expect(Math.abs((got as number) - want)).toBeLessThanOrEqual(1);
  else if (typeof want === 'object' && want !== null) {
    expect(Object.keys(got as object).sort()).toEqual(Object.keys(want).sort());
    for (const [key, value] of Object.entries(want)) roughly((got as Record<string, unknown>)[key], value);
  } else expect(got).toBe(want);
}

test('the chunk is asked for once, by a page that uses a tool, and nothing is submitted before it is there', async ({
  page,
  stream,
}) => {
  await page.goto(await stream.open(`${script}<crowd-form></crowd-form>`));
  await expect(page.getByRole('button', { name: 'Submit' })).toBeVisible();
  expect(stream.asked).toEqual([]);
  stream.next(template('crowd-bounding-box') + template('crowd-keypoint'));
  await page.reload();
  await expect(page.locator('.drawing')).toHaveCount(2);
  expect(stream.asked).toHaveLength(1);
});

test('without its chunk a page tells so and sends nothing; with the network back it goes on', async ({
  page,
  stream,
}) => {
  stream.chunks = 'fail';
  await page.goto(await stream.open(template('crowd-bounding-box')));
  await expect(page.getByText('A part of this page could not be loaded yet.')).toBeVisible();
  await page.evaluate("document.querySelector('crowd-form').submit()");
  await expect(page.locator('#answers-box')).toHaveText('');
  stream.chunks = 'serve';
  await page.evaluate("dispatchEvent(new Event('online'))");
  await expect(page.locator('.drawing')).toBeVisible();
  await expect(page.getByText('A part of this page could not be loaded yet.')).toBeHidden();
});

test('in a frame of an opaque origin the chunk comes too, and the ready event waits for it', async ({
  page,
  stream,
}) => {
  const ready =
    "<script>document.addEventListener('all-crowd-elements-ready', () => { document.title = typeof box.value.boundingBoxes; });</script>";
  const url = await stream.open(`${ready}${template('crowd-bounding-box', 'id="box"')}`);
  stream.host = `<!doctype html><iframe sandbox="allow-scripts" width="1200" height="700" src="${url}"></iframe>`;
  await page.goto(`${url}host`);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('.drawing')).toBeVisible();
  await expect.poll(() => page.frames()[1]?.title()).toBe('object');
  await expect(frame.getByText('Mark each thing closely.')).toBeVisible();
});

test('crowd-bounding-box by mouse', async ({ page, stream }) => {
  await page.goto(await stream.open(template('crowd-bounding-box')));
  const hand = await handOn(page);
  await expect(page.getByRole('button', { name: 'Submit' })).toBeDisabled();
  await page.getByRole('button', { name: 'cup', exact: true }).click();
  await hand.drag([100, 100], [300, 250]);
  await page.keyboard.press('2');
  await hand.drag([540, 390], [360, 210]);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+y');
  roughly(await submit(page), {
    boundingBoxes: [
      { height: 150, label: 'cup', left: 100, top: 100, width: 200 },
      { height: 180, label: 'plate', left: 360, top: 210, width: 180 },
    ],
    inputImageProperties: size,
  });
});

test('crowd-keypoint by mouse', async ({ page, stream }) => {
  await page.goto(await stream.open(template('crowd-keypoint')));
  const hand = await handOn(page);
  await page.keyboard.press('1');
  await hand.click(301, 122);
  await hand.click(400, 122);
  await hand.drag([400, 122], [420, 140]);
  roughly(await submit(page), {
    inputImageProperties: size,
    keypoints: [
      { label: 'cup', x: 301, y: 122 },
      { label: 'cup', x: 420, y: 140 },
    ],
  });
});

test('crowd-polygon by mouse: closed at its first point, no side over another', async ({ page, stream }) => {
  await page.goto(await stream.open(template('crowd-polygon')));
  const hand = await handOn(page);
  await page.keyboard.press('1');
  for (const [x, y] of [
    [100, 100],
    [300, 100],
    [300, 300],
  ] as const)
    await hand.click(x, y);
  await hand.click(200, 40);
  await expect(page.getByText('Its sides would cross.')).toBeVisible();
  await hand.click(120, 280);
  await hand.click(101, 101);
  roughly(await submit(page), {
    inputImageProperties: size,
    polygons: [
      {
        label: 'cup',
        vertices: [
          { x: 100, y: 100 },
          { x: 300, y: 100 },
          { x: 300, y: 300 },
          { x: 120, y: 280 },
        ],
      },
    ],
  });
});

test('crowd-polyline by mouse: ended by Enter or by another click on its last point', async ({
  page,
  stream,
}) => {
  await page.goto(await stream.open(template('crowd-polyline')));
  const hand = await handOn(page);
  await page.keyboard.press('1');
  for (const [x, y] of [
    [5, 400],
    [300, 390],
    [600, 420],
  ] as const)
    await hand.click(x, y);
  await page.keyboard.press('Enter');
  await page.keyboard.press('2');
  await hand.click(50, 50);
  await hand.click(90, 120);
  await hand.click(90, 120);
  roughly(await submit(page), {
    inputImageProperties: size,
    polylines: [
      {
        label: 'cup',
        vertices: [
          { x: 5, y: 400 },
          { x: 300, y: 390 },
          { x: 600, y: 420 },
        ],
      },
      {
        label: 'plate',
        vertices: [
          { x: 50, y: 50 },
          { x: 90, y: 120 },
        ],
      },
    ],
  });
});

test('crowd-line by mouse', async ({ page, stream }) => {
  await page.goto(await stream.open(template('crowd-line')));
  const hand = await handOn(page);
  await page.keyboard.press('1');
  await hand.drag([5, 9], [200, 14]);
  await hand.click(20, 200);
  await hand.click(200, 300);
  roughly(await submit(page), {
    inputImageProperties: size,
    lines: [
      {
        label: 'cup',
        vertices: [
          { x: 5, y: 9 },
          { x: 200, y: 14 },
        ],
      },
      {
        label: 'cup',
        vertices: [
          { x: 20, y: 200 },
          { x: 200, y: 300 },
        ],
      },
    ],
  });
});

test('in a narrow window everything is reached by touch', async ({ browser, stream }) => {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 }, hasTouch: true });
  await page.goto(await stream.open(template('crowd-polygon')));
  await expect(page.locator('.drawing')).toBeVisible();
  await page.getByRole('button', { name: 'cup', exact: true }).tap();
  const box = await page.locator('.picture').boundingBox();
  if (!box) throw new Error('no picture');
  for (const [x, y] of [
    [0.2, 0.2],
    [0.8, 0.2],
    [0.5, 0.7],
  ] as const)
    await page.touchscreen.tap(box.x + x * box.width, box.y + y * box.height);
  await page.getByRole('button', { name: 'Finish' }).tap();
  await look(page, 'crowd-polygon-narrow');
  const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(wide).toBeLessThanOrEqual(0);
  expect(await submit(page)).toMatchObject({ polygons: [{ label: 'cup' }] });
  await page.close();
});
