// A person at a page: the mouse, or keys alone.
import { expect, type Frame, type Locator, type Page } from '@playwright/test';

/** Hand works in one frame of a page. */
export class Hand {
  readonly #page: Page;
  readonly #frame: Frame;

  constructor(page: Page, frame: Frame = page.mainFrame()) {
    this.#page = page;
    this.#frame = frame;
  }

  /** find finds by a CSS selector, in open shadow roots too. */
  find(selector: string): Locator {
    return this.#frame.locator(selector);
  }

  /** text finds what says exactly this. */
  text(text: string): Locator {
    return this.#frame.getByText(text, { exact: true });
  }

  /** button finds a button by its name. */
  button(name: string): Locator {
    return this.#frame.getByRole('button', { name, exact: true });
  }

  /** field finds a field by its label. */
  field(name: string): Locator {
    return this.#frame.getByLabel(name, { exact: true });
  }

  /** press presses keys one after the other. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  /** type writes a text where the focus is. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** fill clicks a field and writes into it. */
  async fill(selector: string, text: string): Promise<void> {
    await this.find(selector).click();
    await this.type(text);
  }

  /** tabTo presses Tab until what has the focus, or an element around it, matches. */
  async tabTo(selector: string): Promise<void> {
    const seen: string[] = [];
    for (let tabs = 0; tabs < 30; tabs++) {
      await this.press('Tab');
      const { on, matches } = await this.#frame.evaluate(focused, selector);
      if (matches) return;
      seen.push(on);
    }
    throw new Error(`Tab never reached ${selector}, but ${seen.join(', ')}`);
  }

  /** at gives the place in the window of a pixel of a drawing tool's image, which is 640 pixels wide. */
  async at(x: number, y: number): Promise<[number, number]> {
    await expect(this.find('.drawing')).toBeVisible();
    const box = await this.find('.picture').boundingBox();
    if (!box) throw new Error('the picture is not in sight');
    return [box.x + (x * box.width) / 640, box.y + (y * box.width) / 640];
  }

  /** click clicks pixels of the image. */
  async click(...pixels: [number, number][]): Promise<void> {
    for (const [x, y] of pixels) await this.#page.mouse.click(...(await this.at(x, y)));
  }

  /** drag presses at a pixel of the image and lets go at another. */
  async drag(from: [number, number], to: [number, number]): Promise<void> {
    await this.pull(await this.at(...from), await this.at(...to));
  }

  /** pull presses at a place in the window and lets go at another. */
  async pull(from: [number, number], to: [number, number]): Promise<void> {
    await this.#page.mouse.move(...from);
    await this.#page.mouse.down();
    await this.#page.mouse.move(...to, { steps: 4 });
    await this.#page.mouse.up();
  }

  /** along clicks an element some way from where its lines begin, from 0 to 1. */
  async along(selector: string, way: number): Promise<void> {
    const place = this.find(selector);
    await place.scrollIntoViewIfNeeded();
    const box = await place.boundingBox();
    if (!box) throw new Error(`${selector} is not in sight`);
    const rtl = await place.evaluate((element) => getComputedStyle(element).direction === 'rtl');
    await this.#page.mouse.click(box.x + box.width * (rtl ? 1 - way : way), box.y + box.height / 2);
  }

  /** select goes with the mouse over some words of a text, which must stand in one line. */
  async select(selector: string, words: string): Promise<void> {
    const box = await this.find(selector).evaluate(wordsBox, words);
    const frame = await this.#frame.frameElement().then(
      (element) => element.boundingBox(),
      () => null,
    );
    const [x, y] = [frame?.x ?? 0, (frame?.y ?? 0) + (box.top + box.bottom) / 2];
    await this.pull([x + box.left + 0.5, y], [x + box.right - 0.5, y]);
  }

  /** submit clicks the button of that name. */
  async submit(): Promise<void> {
    await this.button('Submit').click();
  }
}

/** focused runs in the page: it tells what has the focus, in shadow roots too, and whether that matches. */
function focused(selector: string): { on: string; matches: boolean } {
  const path: Element[] = [];
  for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement ?? null) path.push(at);
  const last = path.at(-1);
  const on = `${last?.localName ?? 'nothing'}${last?.id ? `#${last.id}` : ''}`;
  return { on, matches: path.some((element) => element.matches(selector)) };
}

/** wordsBox runs in the page: it gives the box of words in an element's text nodes. */
function wordsBox(
  element: Element,
  words: string,
): { left: number; right: number; top: number; bottom: number } {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(words) ?? -1;
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    return { left, right, top, bottom };
  }
  throw new Error(`the text has no ${words}`);
}
