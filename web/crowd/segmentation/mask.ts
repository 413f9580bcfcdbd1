// The state of a segmentation: which pixels have which label, what is painted
// with next, the outline that is being made, and what was before. No DOM.
import { LabelMap, type Patch, type Pixels } from '../../geometry/label-map.ts';
import { distance, type Point, round, type Size, same } from '../../geometry/point.ts';
import { brushCentre, flood, outline, stroke } from '../../geometry/raster.ts';
import { type Step, Steps } from './steps.ts';

/** Entry is what a number in the map stands for: a label, or one instance of it. */
export interface Entry {
  readonly id: number;
  readonly label: string;
  /** colour is 0xrrggbb. */
  readonly colour: number;
}

/** Roll is the list of entries, and which of them is painted with. */
export interface Roll {
  readonly entries: readonly Entry[];
  readonly current: number | undefined;
}

/** Outcome is what became of a point of an outline. */
export type Outcome = 'added' | 'finished' | 'few' | 'small' | 'no label';

/** Mask is one tool's state. */
export class Mask {
  /** map is empty until the image's size is known. */
  map = new LabelMap({ width: 0, height: 0 });
  roll: Roll = { entries: [], current: undefined };
  /** keep leaves pixels that have a label already. */
  keep = false;
  #steps = new Steps<Roll>();
  #made: Point[] = [];
  #dropped: Point[] = [];
  #last: Point | undefined;

  get entries(): readonly Entry[] {
    return this.roll.entries;
  }

  /** current is the number that is painted with. */
  get current(): number | undefined {
    return this.roll.current;
  }

  /** made are the corners of the outline that is being made. */
  get made(): readonly Point[] {
    return this.#made;
  }

  /** stroking is true from the beginning of a stroke to its end. */
  get stroking(): boolean {
    return this.#last !== undefined;
  }

  get canUndo(): boolean {
    return this.#made.length > 0 || this.#steps.canUndo;
  }

  get canRedo(): boolean {
    return this.#dropped.length > 0 || (this.#made.length === 0 && this.#steps.canRedo);
  }

  /** load starts anew with given pixels, or with none. */
  load(size: Size, pixels?: Pixels): void {
    this.map = new LabelMap(size, pixels);
    this.#steps.clear();
    this.#forget();
  }

  /** choose paints with another entry from now on. */
  choose(id: number | undefined): void {
    this.roll = { ...this.roll, current: id };
  }

  /** begin sets a brush down; with number 0 it erases. */
  begin(at: Point, diameter: number, id: number): void {
    this.end();
    this.map.record();
    this.#last = brushCentre(at, diameter);
    this.#stroke(this.#last, diameter, id);
  }

  /** extend moves the brush on. */
  extend(to: Point, diameter: number, id: number): void {
    if (this.#last) this.#stroke(brushCentre(to, diameter), diameter, id);
  }

  /** end lifts the brush, and tells whether the stroke has changed anything. */
  end(): boolean {
    if (!this.#last) return false;
    this.#last = undefined;
    return this.#note(this.map.recorded());
  }

  /** abort lifts the brush and takes the stroke back. */
  abort(): void {
    if (!this.#last) return;
    this.#last = undefined;
    this.map.swap(this.map.recorded());
  }

  /** fill gives the pixels around a place that have one label the current one, and tells whether that changed anything. */
  fill(at: Point): boolean {
    const { current, map } = this;
    if (current === undefined || map.at(at) === current) return false;
    // What is kept cannot be filled.
    if (this.keep && map.at(at) !== 0) return false;
    return this.change(() => flood(map.pixels, map.size, at, map.painter(current)));
  }

  /** addPoint sets the next corner of an outline. */
  addPoint(point: Point): Outcome {
    if (this.current === undefined) return 'no label';
    const at = round(point);
    const last = this.#made.at(-1);
    if (last && same(at, last)) return 'small';
    this.#made = [...this.#made, at];
    this.#dropped = [];
    return 'added';
  }

  /** closes tells whether a point, set now, would close the outline. */
  closes(at: Point, tolerance: number): boolean {
    const [first] = this.#made;
    return first !== undefined && this.#made.length > 2 && distance(first, at) <= tolerance;
  }

  /** finish closes the outline and paints what is inside. */
  finish(): Outcome {
    const [made, { current, map }] = [this.#made, this];
    if (current === undefined) return 'no label';
    if (made.length < 3) return 'few';
    this.#forget();
    return this.change(() => outline(made, map.size, map.painter(current, this.keep))) ? 'finished' : 'small';
  }

  /** cancel gives the outline up, and tells whether there was one. */
  cancel(): boolean {
    const any = this.#made.length > 0;
    this.#forget();
    return any;
  }

  /** dropPoint takes the last corner back, and tells whether there was one. */
  dropPoint(): boolean {
    const last = this.#made.at(-1);
    if (!last) return false;
    this.#made = this.#made.slice(0, -1);
    this.#dropped = [...this.#dropped, last];
    return true;
  }

  /** change does something to the map, and to the entries when others are given, as one step. */
  change(paint: () => void, roll?: Roll): boolean {
    this.map.record();
    paint();
    const patch = this.map.recorded();
    if (!roll) return this.#note(patch);
    this.#steps.add({ patch, rest: this.roll });
    this.roll = roll;
    return true;
  }

  undo(): boolean {
    this.end();
    return this.dropPoint() || this.#steps.undo(this.map, this.#exchange);
  }

  redo(): boolean {
    this.end();
    const point = this.#dropped.at(-1);
    if (!point) return this.#made.length === 0 && this.#steps.redo(this.map, this.#exchange);
    this.#dropped = this.#dropped.slice(0, -1);
    this.#made = [...this.#made, point];
    return true;
  }

  #stroke(to: Point, diameter: number, id: number): void {
    const paint = this.map.painter(id, this.keep && id > 0);
    stroke(this.#last ?? to, to, diameter / 2, this.map.size, paint);
    this.#last = to;
  }

  #note(patch: Patch): boolean {
    const step: Step<Roll> = { patch, rest: undefined };
    if (patch.size > 0) this.#steps.add(step);
    return patch.size > 0;
  }

  readonly #exchange = (rest: Roll): Roll => {
    const before = this.roll;
    this.roll = rest;
    return before;
  };

  #forget(): void {
    this.#made = [];
    this.#dropped = [];
    this.#last = undefined;
  }
}
