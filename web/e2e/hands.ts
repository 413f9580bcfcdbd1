// What a worker's hands do in a template's page: one story to a folder of templates.
import { expect, type Frame, type FrameLocator, type Page } from '@playwright/test';
import { taskPage } from './mock/fixtures.ts';

/** Steps are the worker's part of a template's story, the last click on Submit included. */
export type Steps = (hands: Hands) => Promise<void>;

/** steps marks a template's story. */
export const steps = (story: Steps): Steps => story;

/** Hands are a worker's, in the portal and in the page of the task in front. */
export class Hands {
  /** task finds things in the task's page, in open shadow roots too. */
  readonly task: FrameLocator;

  constructor(
    /** page is the portal. */
    readonly page: Page,
  ) {
    this.task = taskPage(page);
  }

  /** frame runs scripts in the task's page. */
  frame(): Frame {
    const frame = this.page.frames().find((one) => one.parentFrame() === this.page.mainFrame());
    if (!frame) throw new Error('no task is in front');
    return frame;
  }

  /** submit clicks the button of that name. */
  async submit(name = 'Submit'): Promise<void> {
    await this.task.getByRole('button', { name, exact: true }).click();
  }

  /** label chooses one in the pane of a tool. */
  async label(name: string): Promise<void> {
    await this.task.locator('.label-button').filter({ hasText: name }).click();
  }

  /** click clicks pixels of the picture in a drawing tool, one after the other. */
  async click(...pixels: [number, number][]): Promise<void> {
    for (const pixel of pixels) await this.page.mouse.click(...(await this.#onScreen(pixel)));
  }

  /** drag presses at one pixel of the picture and lets go at another. */
  async drag(from: [number, number], to: [number, number]): Promise<void> {
    await this.page.mouse.move(...(await this.#onScreen(from)));
    await this.page.mouse.down();
    await this.page.mouse.move(...(await this.#onScreen(to)), { steps: 4 });
    await this.page.mouse.up();
  }

  async #onScreen([x, y]: [number, number]): Promise<[number, number]> {
    const picture = this.task.locator('.picture');
    await expect(this.task.locator('.drawing')).toBeVisible();
    const box = await picture.boundingBox();
    if (!box) throw new Error('the picture is not in sight');
    return [box.x + (x * box.width) / photoWidth, box.y + (y * box.width) / photoWidth];
  }
}

/** photoWidth is that of templates/media/photo.png, in pixels. */
const photoWidth = 640;
