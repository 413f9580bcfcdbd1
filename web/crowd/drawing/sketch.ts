// The state of a drawing: its shapes, the one that is being made, what is
// selected, and what was before. No DOM: the tool turns presses into these calls
// and shows what has become of them.

import { crosses } from '../../geometry/path.ts';
import { add, distance, type Point, type Size, same } from '../../geometry/point.ts';
import { History } from './history.ts';
import {
  handlesOf,
  isCovered,
  isTouched,
  type Kind,
  type Mistake,
  mistakeIn,
  pull,
  type Shape,
  shift,
  tidy,
} from './shape.ts';

/** Content is what undo brings back. */
export interface Content {
  readonly shapes: readonly Shape[];
  /** made are the points of the shape that is being drawn. */
  readonly made: readonly Point[];
}

/** Outcome is what became of a point or of a shape's end. */
export type Outcome = 'added' | 'finished' | 'no label' | Mistake;

const endless: Size = { width: Number.MAX_SAFE_INTEGER, height: Number.MAX_SAFE_INTEGER };
const empty: Content = { shapes: [], made: [] };

/** Sketch is one tool's drawing. */
export class Sketch {
  readonly kind: Kind;
  /** size is the image's; until it is known, points are not held inside. */
  size: Size = endless;
  /** page is the document's page that is drawn on. */
  page = 1;
  /** label is what is drawn next. */
  label: string | undefined;
  #history = new History(empty);
  #selected: number | undefined;
  #handle: number | undefined;
  /** moved is a shape as it is while somebody drags it. */
  #moved: Shape | undefined;
  #ids = 0;
  /** sizes are those of the pages that have been seen. */
  readonly #sizes = new Map<number, Size>();

  constructor(kind: Kind) {
    this.kind = kind;
  }

  get shapes(): readonly Shape[] {
    const { shapes } = this.#history.now;
    const moved = this.#moved;
    return moved ? shapes.map((shape) => (shape.id === moved.id ? moved : shape)) : shapes;
  }

  get made(): readonly Point[] {
    return this.#history.now.made;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** selected is the shape that is worked on. */
  get selected(): Shape | undefined {
    return this.shapes.find(({ id }) => id === this.#selected);
  }

  /** handle is the selected shape's point that keys move, undefined for all of it. */
  get handle(): number | undefined {
    return this.#handle;
  }

  /** load starts anew with given shapes. */
  load(shapes: readonly Omit<Shape, 'id'>[]): void {
    const tidied = shapes.map(({ label, points, page }) => this.#shape(label, points, page));
    this.#history = new History({ shapes: tidied, made: [] });
    this.#deselect();
  }

  /** sizeOf is the size of a page, endless while it is not known. */
  sizeOf(page: number | undefined): Size {
    return this.#sizes.get(page ?? 1) ?? endless;
  }

  /** measure works on a page whose size has become known, and holds its shapes inside it. */
  measure(size: Size, page = 1): void {
    const before = this.sizeOf(page);
    this.page = page;
    this.size = size;
    if (before.width === size.width && before.height === size.height) return;
    // Another first page is another document.
    if (page === 1) this.#sizes.clear();
    this.#sizes.set(page, size);
    const { shapes, made } = this.#history.now;
    const held = shapes.map((shape) =>
      (shape.page ?? 1) === page ? { ...shape, points: tidy(this.kind, shape.points, size) } : shape,
    );
    if (held.some((shape, at) => !alike(shape, shapes[at] ?? shape)) || page === 1)
      this.#history = new History({ shapes: held, made });
  }

  /** select works on a shape, or on none; its points are touched one by one only when asked. */
  select(id: number | undefined): void {
    this.#selected = id;
    this.#handle = undefined;
  }

  /** selectHandle makes keys move one of the selected shape's points. */
  selectHandle(handle: number | undefined): void {
    this.#handle = handle;
  }

  /** under gives the shapes at a point, the topmost first; with "line" only those whose line is touched. */
  under(at: Point, tolerance: number, where: 'line' | 'area', visible: (shape: Shape) => boolean): Shape[] {
    const hit = where === 'line' ? isTouched : isCovered;
    return this.shapes.filter((shape) => visible(shape) && hit(this.kind, shape, at, tolerance)).reverse();
  }

  /** ends tells whether a point, set now, would end the shape: the first one of a polygon, the last one of a line. */
  ends(at: Point, tolerance: number): boolean {
    const { kind, made } = this;
    if (kind.form !== 'path' || made.length < kind.least) return false;
    const end = kind.closed ? made[0] : made.at(-1);
    return end !== undefined && distance(end, at) <= tolerance;
  }

  /** refused tells whether a point, set now, would make sides cross. */
  refused(at: Point): boolean {
    return this.kind.plain && this.made.length > 1 && crosses([...this.made, at], false);
  }

  /** addPoint sets the next point of the shape that is being drawn. */
  addPoint(point: Point): Outcome {
    if (this.label === undefined) return 'no label';
    this.#deselect();
    const [at] = tidy({ ...this.kind, form: 'point' }, [point], this.size);
    const last = this.made.at(-1);
    if (!at || (last && same(at, last))) return 'small';
    const made = [...this.made, at];
    if (made.length === this.kind.most) return this.#close(made);
    if (this.kind.plain && crosses(made, false)) return 'crosses';
    this.#change({ made });
    return 'added';
  }

  /** draw makes a whole shape at once. */
  draw(points: readonly Point[]): Outcome {
    if (this.label === undefined) return 'no label';
    this.#deselect();
    return this.#close(tidy(this.kind, points, this.size));
  }

  /** finish ends the shape that is being drawn. */
  finish(): Outcome {
    return this.#close(this.made);
  }

  /** cancel gives up the shape that is being drawn, and tells whether there was one. */
  cancel(): boolean {
    if (this.made.length === 0) return false;
    this.#change({ made: [] });
    return true;
  }

  /** dropPoint takes the last point back, and tells whether there was one. */
  dropPoint(): boolean {
    if (this.made.length === 0) return false;
    this.#change({ made: this.made.slice(0, -1) });
    return true;
  }

  /** drag shows a shape with other points, until drop or release. */
  drag(shape: Shape, points: readonly Point[]): void {
    this.#moved = { ...shape, points: tidy(this.kind, points, this.size) };
  }

  /** drop takes a dragged shape as it is, and tells why it cannot be so, when it cannot. */
  drop(): Mistake | undefined {
    const moved = this.#moved;
    this.#moved = undefined;
    return moved && this.#replace(moved);
  }

  /** release forgets a drag. */
  release(): void {
    this.#moved = undefined;
  }

  /** nudge moves the selected shape, or its selected point, by an offset. */
  nudge(by: Point): Mistake | undefined {
    const { selected, kind, size } = this;
    if (!selected) return undefined;
    const points =
      this.#handle === undefined
        ? shift(selected.points, by, size)
        : this.#pulled(selected, this.#handle, by);
    const moved = { ...selected, points: tidy(kind, points, size) };
    return this.#replace(moved, `nudge ${selected.id} ${this.#handle}`);
  }

  /** addPointAfter puts a new point on the selected path's side that begins at an index, and selects it. */
  addPointAfter(side: number, point: Point): void {
    const { selected } = this;
    if (!selected || selected.points.length >= this.kind.most) return;
    const points = selected.points.toSpliced(side + 1, 0, point);
    if (this.#replace({ ...selected, points: tidy(this.kind, points, this.size) }) === undefined)
      this.#handle = side + 1;
  }

  /** remove deletes the selected point of a path that has enough others, else the selected shape. */
  remove(): 'point' | 'shape' | Mistake | undefined {
    const { selected, kind } = this;
    if (!selected) return undefined;
    const at = this.#handle;
    if (at !== undefined && kind.form === 'path' && selected.points.length > kind.least) {
      const mistake = this.#replace({ ...selected, points: selected.points.toSpliced(at, 1) });
      this.#handle = Math.min(at, selected.points.length - 2);
      return mistake ?? 'point';
    }
    this.#change({ shapes: this.shapes.filter(({ id }) => id !== selected.id) });
    this.#deselect();
    return 'shape';
  }

  /** relabel gives the selected shape another label. */
  relabel(label: string): void {
    if (this.selected) this.#replace({ ...this.selected, label });
  }

  undo(): void {
    this.#moved = undefined;
    this.#history.undo();
    this.#settle();
  }

  redo(): void {
    this.#moved = undefined;
    this.#history.redo();
    this.#settle();
  }

  #shape(label: string, points: readonly Point[], page: number | undefined): Shape {
    const shape = { id: ++this.#ids, label, points: tidy(this.kind, points, this.sizeOf(page)) };
    return page === undefined ? shape : { ...shape, page };
  }

  #close(points: readonly Point[]): Outcome {
    const tidied = tidy(this.kind, points, this.size);
    const mistake = mistakeIn(this.kind, tidied);
    if (mistake) return mistake;
    const shape = this.#shape(this.label ?? '', tidied, this.page > 1 ? this.page : undefined);
    const next = { shapes: [...this.#history.now.shapes, shape], made: [] };
    // A finished shape is taken back as a whole.
    this.#history.join(next, ({ made }) => made.length === 0);
    return 'finished';
  }

  #replace(shape: Shape, series?: string): Mistake | undefined {
    const before = this.#history.now.shapes.find(({ id }) => id === shape.id);
    const mistake = mistakeIn(this.kind, shape.points);
    if (mistake || !before || alike(before, shape)) return mistake;
    const shapes = this.#history.now.shapes.map((other) => (other.id === shape.id ? shape : other));
    this.#change({ shapes }, series);
    return undefined;
  }

  #pulled(shape: Shape, handle: number, by: Point): readonly Point[] {
    const from = handlesOf(this.kind, shape.points)[handle];
    return from ? pull(this.kind, shape.points, handle, add(from, by)) : shape.points;
  }

  #change(part: Partial<Content>, series?: string): void {
    this.#history.change({ ...this.#history.now, ...part }, series);
  }

  // What undo has taken away cannot stay selected.
  #settle(): void {
    if (!this.selected) this.#deselect();
    else if ((this.#handle ?? 0) >= this.selected.points.length && this.kind.form === 'path')
      this.#handle = undefined;
  }

  #deselect(): void {
    this.#selected = undefined;
    this.#handle = undefined;
  }
}

function alike(a: Shape, b: Shape): boolean {
  const { points } = b;
  return (
    a.label === b.label &&
    a.points.length === points.length &&
    a.points.every((point, at) => same(point, points[at] ?? point))
  );
}
