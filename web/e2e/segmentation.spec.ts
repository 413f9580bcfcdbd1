// The segmentation tools in the built bundle: the chunk and its worker start,
// hands and keys paint, and the answer's picture has exactly these pixels.
import { test as base, expect, type Page } from '@playwright/test';
import { expectAccessible, look } from './mock/fixtures.ts';
import { Stream } from './mock/stream.ts';

const test = base.extend<{ stream: Stream }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures' needs from this pattern
  stream: async ({}, use) => {
    const stream = new Stream();
    await use(stream);
    await stream.close();
  },
});

const photo = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#9fb8c4"/><stop offset="1" stop-color="#6d7f63"/></linearGradient></defs><rect width="640" height="480" fill="url(#g)"/><rect x="100" y="100" width="200" height="150" fill="#3d5c57"/><circle cx="450" cy="300" r="90" fill="#d8c08a"/></svg>',
)}`;
const size = { height: 480, width: 640 };
const [green, blue, orange] = ['#2ca02c', '#1f77b4', '#ff7f0e'] as const;
const semantic = 'crowd-semantic-segmentation';
const instance = 'crowd-instance-segmentation';
const template = (tag: string, attributes = '') =>
  `<script src="/bundle.js"></script><crowd-form><${tag} id="tool" name="r" src="${photo}" labels="['cup','plate','spoon']" header="Paint every cup and every plate" ${attributes}>
    <short-instructions><p>Paint each thing up to its edge.</p></short-instructions><full-instructions><p>All of them.</p></full-instructions></${tag}></crowd-form>`;

/** handOn waits until the tool can be painted on, and gives a real mouse on its image. */
async function handOn(page: Page) {
  const picture = page.locator('.picture');
  await expect(page.locator('.drawing')).toBeVisible();
  await expect(page.locator('.stage[aria-busy]')).toHaveCount(0);
  const at = async (x: number, y: number): Promise<[number, number]> => {
    const box = (await picture.boundingBox()) ?? { x: 0, y: 0, width: 0 };
    return [box.x + (x * box.width) / 640, box.y + (y * box.width) / 640];
  };
  return {
    click: async (x: number, y: number) => page.mouse.click(...(await at(x, y))),
    drag: async (...points: [number, number][]) => {
      const [first = [0, 0], ...rest] = points;
      await page.mouse.move(...(await at(...first)));
      await page.mouse.down();
      for (const point of rest) await page.mouse.move(...(await at(...point)), { steps: 4 });
      await page.mouse.up();
    },
  };
}

interface Answer {
  labeledImage: { pngImageData: string };
  [key: string]: unknown;
}

/** answerOf reads what would be sent, and its picture apart. */
async function answerOf(page: Page): Promise<{ rest: object; png: string }> {
  await expect(page.locator('#answers-box')).not.toHaveText('');
  const { r } = JSON.parse((await page.locator('#answers-box').textContent()) ?? '') as { r: Answer };
  const { labeledImage, ...rest } = r;
  expect(Object.keys(labeledImage)).toEqual(['pngImageData']);
  return { rest, png: labeledImage.pngImageData };
}

async function submit(page: Page): Promise<{ rest: object; png: string }> {
  await page.getByRole('button', { name: 'Submit' }).click();
  return answerOf(page);
}

/** decode gives how many pixels of a picture have which colour, and the colours at some places. */
async function decode(page: Page, png: string, ...places: [number, number][]) {
  return page.evaluate(
    async ({ png, places }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      const nameOf = (at: number) =>
        data[at + 3] === 0
          ? 'none'
          : `#${[0, 1, 2].map((part) => (data[at + part] ?? 0).toString(16).padStart(2, '0')).join('')}`;
      const count: Record<string, number> = {};
      for (let at = 0; at < data.length; at += 4) count[nameOf(at)] = (count[nameOf(at)] ?? 0) + 1;
      return { width, height, count, at: places.map(([x, y]) => nameOf((y * width + x) * 4)) };
    },
    { png, places },
  );
}

test(`${semantic} by mouse: brush, outline, flood, eraser, undo`, async ({ page, stream }) => {
  await page.goto(await stream.open(template(semantic)));
  const hand = await handOn(page);
  await expect(page.getByRole('button', { name: 'Submit' })).toBeDisabled();
  await page.getByRole('button', { name: 'cup', exact: true }).click();
  await hand.drag([200, 175], [280, 175], [280, 230]);
  await page.getByRole('button', { name: 'plate', exact: true }).click();
  await page.getByRole('button', { name: 'Outline that is filled' }).click();
  for (const [x, y] of [
    [400, 250],
    [500, 250],
    [500, 350],
    [400, 350],
    [401, 251],
  ] as const)
    await hand.click(x, y);
  await page.keyboard.press('3');
  await page.keyboard.press('g');
  await hand.click(600, 450);
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Eraser' }).click();
  await hand.drag([280, 225], [280, 235]);
  const { rest, png } = await submit(page);
  expect(rest).toEqual({
    inputImageProperties: size,
    labelMappings: { cup: { color: green }, plate: { color: blue } },
  });
  const picture = await decode(page, png, [200, 175], [280, 175], [280, 230], [450, 300], [600, 450]);
  expect(picture).toMatchObject({ width: 640, height: 480, at: [green, green, 'none', blue, 'none'] });
  expect(Object.keys(picture.count).sort()).toEqual([blue, green, 'none'].sort());
  // Corners that a mouse sets are as near as whole pixels of the screen can be.
  expect(Math.abs((picture.count[blue] ?? 0) - 100 * 100)).toBeLessThan(600);
});

test(`${instance} by mouse: each thing its own colour; one is joined, one deleted`, async ({
  page,
  stream,
}) => {
  await page.goto(await stream.open(template(instance)));
  const hand = await handOn(page);
  await page.getByRole('button', { name: 'cup', exact: true }).click();
  await hand.click(100, 100);
  await page.getByRole('button', { name: 'Add instance of cup' }).click();
  await hand.click(300, 100);
  await page.keyboard.press('n');
  await hand.click(500, 100);
  await page.getByRole('button', { name: 'plate', exact: true }).click();
  await hand.click(450, 300);
  await page.getByRole('button', { name: 'cup 3' }).first().click();
  await page.getByLabel('Join cup 3 with').selectOption('cup 1');
  await page.getByRole('button', { name: 'Delete cup 2' }).click();
  const { rest, png } = await submit(page);
  expect(rest).toEqual({
    inputImageProperties: size,
    instances: [
      { color: green, label: 'cup' },
      { color: '#d62728', label: 'plate' },
    ],
  });
  const picture = await decode(page, png, [100, 100], [300, 100], [500, 100], [450, 300]);
  expect(picture.at).toEqual([green, 'none', green, '#d62728']);
  expect(picture.count[green]).toBe(2 * (picture.count['#d62728'] ?? 0));
});

for (const [tag, want] of [
  [semantic, { labelMappings: { cup: { color: green }, plate: { color: blue } } }],
  [
    instance,
    {
      instances: [
        { color: green, label: 'cup' },
        { color: blue, label: 'plate' },
      ],
    },
  ],
] as const) {
  test(`${tag} by keys alone, from the page’s beginning to Submit`, async ({ page, stream }) => {
    await page.goto(await stream.open(template(tag)));
    await handOn(page);
    await page.keyboard.press('1');
    for (let press = 0; press < 20; press++) await page.keyboard.press('[');
    await page.locator('.stage').focus();
    for (const key of ['Enter', 'Enter', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    for (const key of ['2', 'p', 'Shift+ArrowDown', 'Enter', 'Shift+ArrowRight', 'Enter', 'Shift+ArrowDown'])
      await page.keyboard.press(key);
    for (const key of ['Enter', 'Enter', 'Control+Enter']) await page.keyboard.press(key);
    const { rest, png } = await answerOf(page);
    expect(rest).toEqual({ inputImageProperties: size, ...want });
    const picture = await decode(page, png, [319, 240], [320, 240], [322, 240], [323, 240], [331, 251]);
    expect(picture).toMatchObject({
      at: ['none', green, green, 'none', blue],
      count: { [green]: 3, [blue]: (10 * 11) / 2 },
    });
  });
}

/** masks are initial values: a picture with a cup and a plate, as a browser writes it. */
async function initialOf(page: Page, tag: string): Promise<string> {
  const src = (await page.evaluate(
    ([cup, plate]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.fillStyle = cup ?? '';
      context.fillRect(100, 100, 200, 150);
      context.fillStyle = plate ?? '';
      for (let y = -90; y < 90; y++) {
        const half = Math.floor(Math.sqrt(90 ** 2 - y ** 2));
        context.fillRect(450 - half, 300 + y, 2 * half, 1);
      }
      return canvas.toDataURL();
    },
    [green, orange],
  )) as string;
  const mappings = `labelMappings: {cup: {color: '${green}'}, plate: {color: '${orange}'}}`;
  const instances = `instances: [{color: '${green}', label: 'cup'}, {color: '${orange}', label: 'plate'}]`;
  return `initial-value="{${tag === semantic ? mappings : instances}, src: '${src}'}"`;
}

for (const tag of [semantic, instance]) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`${tag} with its initial value is accessible: ${scheme}`, async ({ page, stream }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.goto(await stream.open(template(tag, await initialOf(page, tag))));
      const hand = await handOn(page);
      await page.keyboard.press('1');
      await page.locator('.stage').focus();
      await page.keyboard.press('Enter');
      await look(page, `${tag}-${scheme}`);
      await expectAccessible(page);
      const { rest, png } = await submit(page);
      expect(rest).toMatchObject({ inputImageProperties: size, initialValueModified: false });
      expect((await decode(page, png)).count[green]).toBe(200 * 150);
      await page.getByRole('button', { name: 'Eraser' }).click();
      await hand.click(200, 200);
      expect((await submit(page)).rest).toMatchObject({ initialValueModified: true });
    });
  }
}

test('in a frame of an opaque origin, under the policy that allows nothing from outside, the worker runs', async ({
  page,
  stream,
}) => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src http://127.0.0.1:* data: blob: 'unsafe-inline'">`;
  const initial = await initialOf(page, semantic);
  const url = await stream.open(`${policy}${template(semantic, initial)}`);
  stream.host = `<!doctype html><iframe sandbox="allow-scripts" width="1200" height="700" src="${url}"></iframe>`;
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.goto(`${url}host`);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('.drawing')).toBeVisible();
  await expect(frame.locator('.stage[aria-busy]')).toHaveCount(0);
  await expect(frame.locator('.work > .problem')).toHaveCount(0);
  await expect(frame.getByRole('button', { name: 'Submit' })).toBeEnabled();
  expect(workers.map((worker) => new URL(worker).protocol)).toEqual(['blob:']);
});

test('in a narrow window everything is reached by touch', async ({ browser, stream }) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 720 }, hasTouch: true });
  await page.goto(await stream.open(template(instance)));
  await handOn(page);
  await page.getByRole('button', { name: 'cup', exact: true }).tap();
  const box = await page.locator('.picture').boundingBox();
  if (!box) throw new Error('no picture');
  await page.touchscreen.tap(box.x + 0.3 * box.width, box.y + 0.3 * box.height);
  await page.getByRole('button', { name: 'Outline that is filled' }).tap();
  for (const [x, y] of [
    [0.5, 0.5],
    [0.9, 0.5],
    [0.7, 0.9],
  ] as const)
    await page.touchscreen.tap(box.x + x * box.width, box.y + y * box.height);
  await page.getByRole('button', { name: 'Finish' }).tap();
  await look(page, `${instance}-narrow`);
  const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(wide).toBeLessThanOrEqual(0);
  const { rest, png } = await submit(page);
  expect(rest).toMatchObject({ instances: [{ color: green, label: 'cup' }] });
  expect((await decode(page, png, [192, 144], [448, 290])).at).toEqual([green, green]);
  await page.close();
});

test('from right to left, in German, it paints where the pointer is', async ({ page, stream }) => {
  await page.goto(
    await stream.open(`<!doctype html><html lang="de" dir="rtl"><title>x</title>${template(semantic)}`),
  );
  const hand = await handOn(page);
  await page.keyboard.press('1');
  await hand.click(100, 100);
  await expect(page.getByRole('button', { name: 'Radierer' })).toBeVisible();
  await look(page, `${semantic}-rtl`);
  await page.getByRole('button', { name: 'Absenden' }).click();
  const { png } = await answerOf(page);
  expect((await decode(page, png, [100, 100], [540, 100])).at).toEqual([green, 'none']);
});
