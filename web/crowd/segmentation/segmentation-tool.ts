// What the two segmentation tools share: their attributes, their value and their
// part in a form.
import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { LabelMap } from '../../geometry/label-map.ts';
import type { Size } from '../../geometry/point.ts';
import type { Grips } from '../drawing/grips.ts';
import { ImageTool } from '../drawing/image-tool.ts';
import type { Picture } from '../drawing/picture.ts';
import { texts as shared } from '../drawing/texts.ts';
import { type Json, stringList } from '../json.ts';
import { digitOf } from '../page/hotkeys.ts';
import type { Shortcut } from '../page/messages.ts';
import { base64Of } from './base64.ts';
import { Encoder } from './encoder.ts';
import { Hand } from './hand.ts';
import { press, shortcutsOf } from './keyboard.ts';
import type { Entry } from './mask.ts';
import { hexOf, rgbOf } from './palette.ts';
import type { Palette, Strip } from './png.ts';
import { fetchPicture, fieldsOf, type Given, pngAddress, readSource, type Source } from './source.ts';
import { segmentationLook } from './stage.styles.ts';
import { drawStage } from './stage.ts';
import { type Host, Studio } from './studio.ts';
import { texts } from './texts.ts';
import { drawToolbar } from './toolbar.ts';
import { Workshop } from './workshop.ts';

/** Beginning is what the initial value has become, to tell whether anything was changed. */
interface Beginning {
  strips: readonly Strip[];
  entries: string;
}

/** Draft is a saved state that waits for its pixels to be read. */
interface Draft extends Source {
  state: Json;
  current: number | undefined;
}

/**
 * SegmentationTool is the base of the segmentation tools. A tool says what a
 * number in the mask stands for, and how its answer tells that.
 */
export abstract class SegmentationTool extends ImageTool implements Host {
  static override styles = [...ImageTool.styles, segmentationLook];

  protected readonly studio: Studio;
  readonly #hand: Hand;
  readonly #workshop = new Workshop();
  readonly #encoder = new Encoder(this.#workshop);
  #labelColors: readonly string[] = [];
  #initialValue: unknown;
  #initial: Source | undefined;
  #draft: Draft | undefined;
  #beginning: Beginning | undefined;
  /** turn counts beginnings: what was asked for in an earlier one is not taken. */
  #turn = 0;
  /** written is the answer's picture as it was last asked for. */
  #written: { map: LabelMap; key: string; png: string } | undefined;

  constructor() {
    super();
    this.studio = new Studio(this);
    this.#hand = new Hand(this.studio);
  }

  /** labels are what pixels can be called; a text is read as loose JSON. Pixels whose label is gone are hidden. */
  @property({ attribute: 'labels' })
  get labels(): string[] {
    return [...this.studio.labels];
  }
  set labels(given: string[] | string | null) {
    this.studio.labels = [...new Set(this.#list('labels', given))];
    this.enrol();
  }

  /** labelColors are colours in hexadecimal notation for the first labels; a text is read as loose JSON. */
  @property({ attribute: 'label-colors' })
  get labelColors(): string[] {
    return [...this.#labelColors];
  }
  set labelColors(given: string[] | string | null) {
    this.#labelColors = this.#list('label-colors', given);
    this.enrol();
  }

  /** initialValue is the mask at the start: an object with src, a picture, and what its colours stand for. */
  @property({ attribute: 'initial-value' })
  get initialValue(): unknown {
    return this.#initialValue;
  }
  set initialValue(given: unknown) {
    const value = this.loose('initial-value', given ?? undefined);
    this.#initialValue = value;
    this.#initial = readSource(value, (fields) => this.readEntries(fields));
    if (value !== undefined && !this.#initial) this.note('initial-value', texts.unknownForm);
    if (!this.touched) this.#begin();
  }

  /** value is the answer as it stands. */
  get value(): { [key: string]: Json } {
    const { width, height } = this.studio.picture.size ?? { width: 0, height: 0 };
    const value = {
      inputImageProperties: { height, width },
      ...this.writeEntries(this.#used),
      labeledImage: { pngImageData: this.#png() },
    };
    if (this.#initialValue === undefined) return value;
    return { initialValueModified: this.#isModified(), ...value };
  }

  override get shortcuts(): Shortcut[] {
    const labels = this.studio.labels.slice(0, 10).map((label, place) => ({
      keys: digitOf(place) ?? '',
      does: shared.keyLabel(label),
    }));
    return [...labels, ...this.ownShortcuts, ...shortcutsOf(), ...super.shortcuts];
  }

  /** enrol makes the list of entries anew after labels, colours or sources have changed; given are a source's. */
  protected abstract enrol(given?: readonly Given[]): void;
  /** readEntries reads what an initial value's colours stand for. */
  protected abstract readEntries(fields: Record<string, unknown>): Given[] | undefined;
  /** writeEntries tells it in an answer. */
  protected abstract writeEntries(used: readonly Entry[]): { [key: string]: Json };
  /** choose paints with a label from now on. */
  protected abstract choose(label: string): void;
  abstract paintable(): boolean;

  /** ownShortcuts are the keys that only this tool has. */
  protected get ownShortcuts(): Shortcut[] {
    return [];
  }

  protected override get picture(): Picture {
    return this.studio.picture;
  }

  protected override get grips(): Grips {
    return this.#hand.grips;
  }

  protected override press(event: KeyboardEvent, onStage: boolean): boolean {
    return press(this.studio, event, onStage, (label) => this.choose(label));
  }

  protected override willUpdate(): void {
    this.studio.locked = this.disabled;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#workshop.close();
  }

  isShown(id: number): boolean {
    const entry = this.studio.mask.entries.find((other) => other.id === id);
    return entry !== undefined && this.studio.labels.includes(entry.label);
  }

  measured(): void {
    this.#begin();
  }

  override edited(): void {
    super.edited();
    this.#encoder.prepare(this.studio.mask.map, this.#palette(true));
  }

  /** settle resolves when the answer's picture is ready; it is undefined when it is so already. */
  settle(): Promise<void> | undefined {
    this.studio.lift();
    return this.#encoder.settle(this.studio.mask.map, this.#palette(true));
  }

  reset(): void {
    this.touched = false;
    this.nothing = false;
    this.#draft = undefined;
    this.#begin();
  }

  saveState(): Json | undefined {
    if (!this.touched) return undefined;
    if (this.#draft) return this.#draft.state;
    const { map, entries, current } = this.studio.mask;
    if (map.bands === 0) return undefined;
    return {
      png: base64Of(this.#encoder.encode(map, this.#palette(false))),
      entries: entries.map(({ id, label, colour }) => ({ id, label, color: hexOf(colour) })),
      current: current ?? 0,
      nothing: this.nothing,
    };
  }

  restoreState(state: Json): void {
    const { png, entries, current, nothing } = fieldsOf(state);
    if (typeof png !== 'string' || !Array.isArray(entries)) return;
    this.touched = true;
    this.nothing = nothing === true;
    const given = entries.map(fieldsOf).map(({ id, label, color }) => ({
      id: Number(id),
      label: String(label),
      colour: rgbOf(color) ?? 0,
    }));
    this.#draft = { picture: pngAddress(png), given, state, current: Number(current) || undefined };
    this.#begin();
  }

  protected complaint(): string {
    const { picture, mask, any, loading } = this.studio;
    if (picture.failed) return shared.failed;
    if (!picture.size || loading) return shared.loading;
    if (mask.made.length > 0) return texts.finishFirst;
    return any || this.nothing ? '' : texts.paintSome;
  }

  protected work(): TemplateResult {
    return html`${drawStage(this.studio, this.#hand)}${drawToolbar(this.studio)}`;
  }

  #list(attribute: string, given: unknown): string[] {
    const { list, error } = stringList(this.loose(attribute, given ?? undefined));
    if (error !== undefined) this.note(attribute, `${error} (${String(given)})`);
    return list;
  }

  /** used are the entries that are in the answer. */
  get #used(): Entry[] {
    const { map, entries } = this.studio.mask;
    return entries.filter(({ id }) => map.count(id) > 0 && this.isShown(id));
  }

  /** palette gives the colours of all numbers in use, or of those only whose label exists. */
  #palette(shown: boolean): Palette {
    const { map, entries } = this.studio.mask;
    const palette = new Array<number | undefined>((map.used.at(-1) ?? 0) + 1).fill(undefined);
    for (const { id, colour } of entries)
      if (map.count(id) > 0 && (!shown || this.isShown(id))) palette[id] = colour;
    return palette;
  }

  #png(): string {
    const { map } = this.studio.mask;
    if (map.bands === 0) return '';
    const palette = this.#palette(true);
    const key = `${map.revision} ${palette.join()}`;
    if (this.#written?.map !== map || this.#written.key !== key)
      this.#written = { map, key, png: base64Of(this.#encoder.encode(map, palette)) };
    return this.#written.png;
  }

  #isModified(): boolean {
    if (!this.touched || !this.#beginning) return this.touched;
    const { strips, entries } = this.#beginning;
    const now = this.#encoder.strips(this.studio.mask.map, this.#palette(false));
    return entries !== this.#namesOfUsed() || !now.every((strip, band) => isSame(strip, strips[band]));
  }

  #namesOfUsed(): string {
    const { map, entries } = this.studio.mask;
    return JSON.stringify(entries.filter(({ id }) => map.count(id) > 0).map(({ id, label }) => [id, label]));
  }

  /** begin shows what there is at the start: nothing, the initial value, or a draft over it. */
  #begin(): void {
    const { size } = this.studio.picture;
    this.#beginning = undefined;
    const turn = ++this.#turn;
    if (!size) return;
    this.studio.mask.load(size);
    this.enrol(this.#initial?.given ?? []);
    this.studio.loading = this.#initial !== undefined || this.#draft !== undefined;
    this.studio.refresh();
    if (this.studio.loading) void this.#load(size, turn);
  }

  async #load(size: Size, turn: number): Promise<void> {
    if (this.#initial) await this.#read(this.#initial, size, turn);
    if (turn !== this.#turn) return;
    if (this.#initial) await this.#keepBeginning();
    const draft = this.#draft;
    if (draft && turn === this.#turn) await this.#read(draft, size, turn);
    if (turn !== this.#turn) return;
    this.studio.loading = false;
    if (draft) this.#resume(draft);
    this.studio.refresh();
  }

  async #read(source: Source, size: Size, turn: number): Promise<void> {
    try {
      const picture = await fetchPicture(source.picture);
      if (turn !== this.#turn) return;
      this.enrol(source.given);
      const known = new Map(this.studio.mask.entries.map(({ colour, id }) => [colour, id]));
      const { pixels, strays, ...reading } = await this.#workshop.read({ picture, known });
      if (turn !== this.#turn) return;
      const [has, needs] = [reading.size, size].map(({ width, height }) => `${width} × ${height}`);
      if (has !== needs) throw new Error(texts.wrongSize(has ?? '', needs ?? ''));
      if (strays > 0) console.warn(texts.strays(strays), this);
      this.studio.mask.load(size, pixels);
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.note('initial-value', cause instanceof Error ? cause.message : String(cause));
    }
  }

  async #keepBeginning(): Promise<void> {
    const { map } = this.studio.mask;
    const palette = this.#palette(false);
    await this.#encoder.settle(map, palette);
    this.#beginning = { strips: this.#encoder.strips(map, palette), entries: this.#namesOfUsed() };
  }

  #resume({ current, given }: Draft): void {
    this.#draft = undefined;
    const chosen = given.find(({ id }) => id === current);
    const alike = this.studio.mask.entries.filter(({ label }) => label === chosen?.label);
    const entry = alike.find(({ id }) => id === current) ?? alike[0];
    if (entry && this.isShown(entry.id)) this.studio.mask.choose(entry.id);
    this.edited();
  }
}

function isSame(one: Strip, other: Strip | undefined): boolean {
  if (one === other) return true;
  const same = other?.bytes.length === one.bytes.length;
  return same && one.bytes.every((byte, at) => byte === other.bytes[at]);
}
