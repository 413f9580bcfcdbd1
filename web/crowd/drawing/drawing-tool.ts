// What the five drawing tools share: their attributes, their value and their
// part in a form.
import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { type Json, stringList } from '../json.ts';
import { digitOf } from '../page/hotkeys.ts';
import type { Shortcut } from '../page/messages.ts';
import { Easel } from './easel.ts';
import type { Grips } from './grips.ts';
import { Hand } from './hand.ts';
import { ImageTool } from './image-tool.ts';
import { press, shortcutsOf } from './keyboard.ts';
import { type Given, readShapes, writeShape } from './notation.ts';
import { drawPanel } from './panel.ts';
import type { Picture } from './picture.ts';
import { type Kind, tidy } from './shape.ts';
import { drawStage } from './stage.ts';
import { texts } from './texts.ts';
import { drawToolbar } from './toolbar.ts';

/**
 * DrawingTool is the base of the drawing tools. A tool says what kind of shapes
 * it draws, and under which key its answer has them.
 */
export abstract class DrawingTool extends ImageTool {
  protected readonly easel: Easel;
  readonly #key: string;
  readonly #hand: Hand;
  #initial: Given[] | undefined;
  #initialValue: unknown;

  constructor(kind: Kind, key: string) {
    super();
    this.#key = key;
    this.easel = new Easel(this, kind);
    this.#hand = new Hand(this.easel);
  }

  protected override get picture(): Picture {
    return this.easel.picture;
  }

  protected override get grips(): Grips {
    return this.#hand.grips;
  }

  /** labels are what shapes can be called; a text is read as loose JSON. Shapes whose label is gone are hidden. */
  @property({ attribute: 'labels' })
  get labels(): string[] {
    return [...this.easel.labels];
  }
  set labels(given: string[] | string | null) {
    const { list, error } = stringList(this.loose('labels', given ?? undefined));
    if (error !== undefined) this.note('labels', `${error} (${String(given)})`);
    this.easel.labels = list;
    const { sketch } = this.easel;
    if (list.length === 1) sketch.label = list[0];
    else if (!list.includes(sketch.label ?? '')) sketch.label = undefined;
  }

  /** labelColors are colours in hexadecimal notation for the first labels; a text is read as loose JSON. */
  @property({ attribute: 'label-colors' })
  get labelColors(): string[] {
    return this.easel.colours.map(String);
  }
  set labelColors(given: string[] | string | null) {
    const { list, error } = stringList(this.loose('label-colors', given ?? undefined));
    if (error !== undefined) this.note('label-colors', `${error} (${String(given)})`);
    this.easel.colours = list;
  }

  /** initialValue are the shapes at the start: a list, or an object that holds it as the answer does. */
  @property({ attribute: 'initial-value' })
  get initialValue(): unknown {
    return this.#initialValue;
  }
  set initialValue(given: unknown) {
    const value = this.loose('initial-value', given ?? undefined);
    this.#initialValue = value;
    const { shapes, unread } = readShapes(this.easel.kind, this.#key, value);
    if (unread > 0) this.note('initial-value', texts.unread(unread));
    this.#initial = value === undefined ? undefined : shapes;
    if (!this.touched) this.easel.sketch.load(shapes);
  }

  /** value is the answer as it stands. */
  get value(): { [key: string]: Json } {
    const { picture, sketch } = this.easel;
    const { width, height } = picture.size ? sketch.sizeOf(1) : { width: 0, height: 0 };
    const shapes = this.easel.answered.map((shape) => writeShape(this.easel.kind, shape));
    const value = { inputImageProperties: { height, width }, [this.#key]: shapes };
    if (this.#initial === undefined) return value;
    return { initialValueModified: this.#isModified(), ...value };
  }

  override get shortcuts(): Shortcut[] {
    const labels = this.easel.labels.slice(0, 10).map((label, place) => ({
      keys: digitOf(place) ?? '',
      does: texts.keyLabel(label),
    }));
    return [...labels, ...shortcutsOf(this.easel), ...super.shortcuts];
  }

  protected override willUpdate(): void {
    this.easel.locked = this.disabled;
  }

  reset(): void {
    this.touched = false;
    this.nothing = false;
    this.easel.sketch.load(this.#initial ?? []);
    this.requestUpdate();
  }

  saveState(): Json | undefined {
    if (!this.touched) return undefined;
    const { shapes, made } = this.easel.sketch;
    const plain = [
      ...shapes.map(({ label, points, page }) => ({
        label,
        points: points.map(({ x, y }) => ({ x, y })),
        ...(page !== undefined && { page }),
      })),
    ];
    return { shapes: plain, made: made.map(({ x, y }) => ({ x, y })), nothing: this.nothing };
  }

  restoreState(state: Json): void {
    const { shapes, nothing } = (state ?? {}) as { shapes?: Given[]; nothing?: boolean };
    if (!Array.isArray(shapes)) return;
    this.nothing = nothing === true;
    this.easel.sketch.load(shapes);
    this.edited();
  }

  protected override press(event: KeyboardEvent, onStage: boolean): boolean {
    return press(this.easel, event, onStage);
  }

  protected complaint(): string {
    const { picture, sketch, answered } = this.easel;
    if (picture.failed) return texts.failed;
    if (!picture.size) return texts.loading;
    if (sketch.made.length > 0) return texts.finishFirst;
    return answered.length === 0 && !this.nothing ? texts.drawSome : '';
  }

  protected work(): TemplateResult {
    return html`${drawStage(this.easel, this.#hand)}${drawToolbar(this.easel, this.drawId)}`;
  }

  /** drawId is the id of the button for drawing, which scripts look up. */
  protected get drawId(): string {
    return 'draw';
  }

  protected answers(): TemplateResult {
    return drawPanel(this.easel, { ticked: this.nothing, disabled: this.disabled, tick: this.tick });
  }

  #isModified(): boolean {
    const write = (shapes: readonly Given[]) =>
      JSON.stringify(shapes.map((shape) => writeShape(this.easel.kind, shape)));
    return this.touched && write(this.easel.sketch.shapes) !== write(this.#held());
  }

  /** held are the shapes of the initial value as they are on this image. */
  #held(): Given[] {
    const { kind, sketch } = this.easel;
    return (this.#initial ?? []).map((shape) => ({
      ...shape,
      points: tidy(kind, shape.points, sketch.sizeOf(shape.page)),
    }));
  }
}
