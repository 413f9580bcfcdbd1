// What every tool that draws on an image shares: the image's address, the keys,
// "nothing to label", and whether anything was changed.
import { property } from 'lit/decorators.js';
import { isFree } from '../page/hotkeys.ts';
import { pageBarLook } from '../sheets/page-bar.styles.ts';
import { ownsKeys } from '../tool/keys.ts';
import { Tool } from '../tool/tool.ts';
import type { Grips } from './grips.ts';
import { panelLook } from './panel.styles.ts';
import type { Picture } from './picture.ts';
import { stageLook } from './stage.styles.ts';

/** ImageTool is the base of the tools that draw on an image. */
export abstract class ImageTool extends Tool {
  static override styles = [...Tool.styles, stageLook, panelLook, pageBarLook];

  protected abstract readonly picture: Picture;
  protected abstract readonly grips: Grips;
  /** touched is true once the worker has changed anything. */
  protected touched = false;
  /** nothing is true while "nothing to label" is ticked. */
  protected nothing = false;
  protected override readonly scrolls = false;

  /** src is the image's address. */
  @property()
  get src(): string {
    return this.picture.src;
  }
  set src(src: string | null) {
    this.picture.src = src ?? '';
  }

  /** press does what a key stands for, and tells whether it stood for anything. */
  protected abstract press(event: KeyboardEvent, onStage: boolean): boolean;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
    document.addEventListener('keyup', this.#onKeyUp);
    addEventListener('blur', this.#onBlur);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    document.removeEventListener('keyup', this.#onKeyUp);
    removeEventListener('blur', this.#onBlur);
    this.grips.release();
  }

  override focus(options?: FocusOptions): void {
    const stage = this.renderRoot.querySelector<HTMLElement>('.stage');
    stage ? stage.focus(options) : super.focus(options);
  }

  /** edited tells the page that the drawing has changed. */
  edited(): void {
    this.touched = true;
    this.changed();
  }

  /** tick says that there is nothing to label, or takes that back. */
  protected readonly tick = (on: boolean): void => {
    this.nothing = on;
    this.edited();
  };

  #onKey = (event: KeyboardEvent): void => {
    if (this.disabled || !isFree(event) || !ownsKeys(this)) return;
    const target = event.composedPath()[0];
    const stage = this.renderRoot.querySelector('.stage');
    const onStage = target === stage || target === document.body;
    // A slider's arrows are its own, and Tab goes into the page from where nothing has the focus.
    if (target instanceof HTMLInputElement && target.type === 'range') return;
    if (target === document.body && event.key === 'Tab') return;
    if (event.key === ' ') this.#space(event, onStage);
    else if (this.press(event, onStage)) event.preventDefault();
  };

  #space(event: KeyboardEvent, onStage: boolean): void {
    if (!onStage) return;
    event.preventDefault();
    this.grips.spaced = true;
    this.requestUpdate();
  }

  #onKeyUp = (event: KeyboardEvent): void => {
    if (event.key === ' ' && this.grips.spaced) this.#onBlur();
  };

  #onBlur = (): void => {
    this.grips.spaced = false;
    this.requestUpdate();
  };
}
