// The proof of every element: by mouse, by keys alone, the exact answer, initial
// values, what is told when something is missing; then its looks, and its draft.
// Each row of proof/rows.ts is held to the same rules.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, type Frame, type Page } from '@playwright/test';
import { lateTags } from '../crowd/chunks/tags.ts';
import { expectAccessible, look } from './mock/fixtures.ts';
import { Stream } from './mock/stream.ts';
import { Hand } from './proof/hand.ts';
import type { Row } from './proof/row.ts';
import { rows } from './proof/rows.ts';

/** Desk puts templates on a page, one after the other. */
class Desk {
  readonly #page: Page;
  readonly #stream: Stream;
  #url = '';

  constructor(page: Page, stream: Stream) {
    this.#page = page;
    this.#stream = stream;
  }

  /** show opens a template, alone, and waits until its elements are ready. */
  async show(row: Row, template = row.template, dir = 'ltr'): Promise<Hand> {
    await this.#serve(pageOf(row, template, dir));
    await this.#page.goto(this.#url);
    await this.#page.waitForFunction('window.isReady');
    return new Hand(this.#page);
  }

  /** frame opens a row's template as a portal does, in a frame, and gives it a draft. */
  async frame(row: Row, draft: unknown): Promise<Framed> {
    await this.#serve(pageOf(row, row.template, 'ltr'));
    this.#stream.host = host;
    await this.#page.goto(`${this.#url}host`);
    const framed = new Framed(this.#page);
    await framed.hears('ready');
    await framed.says({ type: 'start', draft });
    await framed.hears('started');
    return framed;
  }

  async #serve(html: string): Promise<void> {
    if (this.#url === '') this.#url = await this.#stream.open(html);
    else this.#stream.next(html);
  }
}

function pageOf(row: Row, template: string, dir: string): string {
  const ready =
    '<script>document.addEventListener("all-crowd-elements-ready", () => { window.isReady = true; });</script>';
  const content = row.whole ? template : `<crowd-form>${template}</crowd-form>`;
  return `<!doctype html><html lang="en" dir="${dir}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${row.tags[0]}</title><script src="/bundle.js"></script>${ready}${content}</html>`;
}

/** host is a portal that keeps what it hears. */
const host = `<!doctype html><html lang="en"><title>host</title><body style="margin: 0"><iframe sandbox="allow-scripts allow-forms" style="border: 0; width: 100vw; height: 100vh" src="/"></iframe>
  <script>
    const heard = [];
    addEventListener('message', ({ data }) => {
      if (data.type !== 'foureyes:hello') return;
      const { port1, port2 } = new MessageChannel();
      window.port = port1;
      port1.onmessage = (event) => heard.push(event.data);
      frames[0].postMessage({ type: 'foureyes:connect' }, '*', [port2]);
    });
  </script></body></html>`;

/** Framed is a template in a portal's frame. */
class Framed {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get hand(): Hand {
    return new Hand(this.#page, this.#page.frames()[1] as Frame);
  }

  /** hears waits for a message of the page. */
  async hears(type: string): Promise<Record<string, unknown>> {
    const found = `heard.find(({ type }) => type === '${type}')`;
    return (await this.#page.waitForFunction(found)).jsonValue() as Promise<Record<string, unknown>>;
  }

  /** says sends a message; what was heard before it is no answer, such as a draft that the page saved by itself. */
  async says(message: object): Promise<void> {
    await this.#page.evaluate(`heard.length = 0; port.postMessage(${JSON.stringify(message)})`);
  }
}

const test = base.extend<{ desk: Desk }>({
  desk: async ({ page }, use) => {
    const stream = new Stream();
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await use(new Desk(page, stream));
    await stream.close();
    expect(errors).toEqual([]);
  },
});

/** shownAnswer reads what a page without a portal would send. */
async function shownAnswer(page: Page): Promise<unknown> {
  await expect(page.locator('#answers-box')).not.toHaveText('');
  return JSON.parse((await page.locator('#answers-box').textContent()) ?? '');
}

/** expectAnswer expects an answer, with whole numbers within one of each other where the row is rough. */
function expectAnswer(row: Row, given: unknown, want: unknown): void {
  const got = row.read ? row.read(given) : given;
  expect(row.rough ? near(got, want) : got).toEqual(want);
}

/** near gives got, with want's number wherever got's is next to it. */
function near(got: unknown, want: unknown): unknown {
  if (typeof got === 'number' && typeof want === 'number') return Math.abs(got - want) <= 1 ? want : got;
  if (Array.isArray(got) && Array.isArray(want)) return got.map((item, place) => near(item, want[place]));
  if (typeof got !== 'object' || typeof want !== 'object' || !got || !want) return got;
  return Object.fromEntries(
    Object.entries(got).map(([key, value]) => [key, near(value, (want as Record<string, unknown>)[key])]),
  );
}

test('every element of the registry has a row', () => {
  const registry = readFileSync(join(import.meta.dirname, '../crowd/elements.ts'), 'utf8');
  const first = [...registry.matchAll(/^ {2}\['([\w-]+)', \w+\],$/gm)].map(([, tag]) => tag ?? '');
  expect(first).toContain('crowd-form');
  const proved = new Set(rows.flatMap(({ tags }) => tags));
  const known = [...first, ...Object.keys(lateTags)];
  expect(known.filter((tag) => !proved.has(tag))).toEqual([]);
  expect([...proved].filter((tag) => !known.includes(tag))).toEqual([]);
});

// A test opens many pages, on machines that may be busy.
test.describe.configure({ timeout: 90_000 });

for (const row of rows) {
  test.describe(row.tags[0] ?? '', () => {
    test('by mouse, by keys, as given, and incomplete', async ({ page, desk }) => {
      await test.step('by mouse', async () => {
        const hand = await desk.show(row);
        await row.mouse(hand);
        await hand.submit();
        expectAnswer(row, await shownAnswer(page), row.answer);
      });
      await test.step('by keys', async () => {
        const hand = await desk.show(row);
        await row.keys(hand);
        await hand.press('Control+Enter');
        const got = await shownAnswer(page);
        expect(row.read ? row.read(got) : got).toEqual(row.keyed ?? row.answer);
      });
      await test.step('initial values', async () => {
        if (!row.start) return;
        const hand = await desk.show(row, row.start.template);
        if (row.rough) await expect(hand.find('.drawing')).toBeVisible();
        await hand.press('Control+Enter');
        expect(await shownAnswer(page)).toEqual(row.start.answer);
      });
      await test.step('what is missing', async () => {
        if (!row.wrong) return;
        const hand = await desk.show(row, row.wrong.template);
        if (row.rough) await expect(hand.find('.drawing')).toBeVisible();
        await hand.press('Control+Enter');
        await expect(hand.text(row.wrong.text)).toBeVisible();
        await expect(page.locator('#answers-box')).toHaveText('');
      });
    });

    test('accessible in light and dark, mirrored, narrow and still', async ({ page, desk }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      for (const colorScheme of ['light', 'dark'] as const) {
        await test.step(colorScheme, async () => {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          const hand = await desk.show(row);
          if (colorScheme === 'light') await expectAccessible(page);
          await row.mouse(hand);
          expect(await page.evaluate(moving)).toEqual([]);
          await expectAccessible(page);
        });
      }
      await test.step('from right to left', async () => {
        const before = await placeOf(await desk.show(row), row);
        const hand = await desk.show(row, row.template, 'rtl');
        const after = await placeOf(hand, row);
        await look(page, `proof-${row.tags[0]}-rtl`);
        expect(Math.abs(before.start - after.end)).toBeLessThanOrEqual(2);
        expect(Math.abs(before.end - after.start)).toBeLessThanOrEqual(2);
        expect(Math.abs(before.start - before.end)).toBeGreaterThan(2);
        await row.mouse(hand);
        await hand.submit();
        expectAnswer(row, await shownAnswer(page), row.answer);
      });
      await test.step('320 pixels wide', async () => {
        await page.setViewportSize({ width: 320, height: 640 });
        const hand = await desk.show(row);
        await row.mouse(hand);
        await look(page, `proof-${row.tags[0]}-320`);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
        await hand.submit();
        expectAnswer(row, await shownAnswer(page), row.answer);
      });
    });

    test('a draft survives a reload', async ({ desk }) => {
      const first = await desk.frame(row, undefined);
      await row.mouse(first.hand);
      await first.says({ type: 'save' });
      const { draft } = await first.hears('draft');
      const second = await desk.frame(row, draft);
      await second.hand.submit();
      const { answerContent } = await second.hears('submit');
      expectAnswer(row, answerContent, row.answer);
    });
  });
}

/** placeOf measures how far something is from both ends of the lines of what it stands at, negative beside it. */
async function placeOf(hand: Hand, { sides: [inner, outer] }: Row): Promise<{ start: number; end: number }> {
  const a = await hand.find(inner).first().boundingBox();
  const b = await hand.find(outer).first().boundingBox();
  if (!a || !b) throw new Error(`${a ? outer : inner} is not in sight`);
  return { start: a.x - b.x, end: b.x + b.width - a.x - a.width };
}

/** moving runs in the page: it names what is still moving, in shadow roots too. */
function moving(): string[] {
  const inside = (root: Document | ShadowRoot): Animation[] => [
    ...root.getAnimations(),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? inside(shadowRoot) : [])),
  ];
  return inside(document)
    .filter(({ playState }) => playState === 'running')
    .map(({ effect }) => (effect as KeyframeEffect).target?.outerHTML.slice(0, 80) ?? 'something');
}
