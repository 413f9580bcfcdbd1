// Which pixels a stroke, an outline or a flood covers. A pixel is covered when
// its centre is; nothing is half covered, so that masks keep exact colours.
import { sidesOf } from './path.ts';
import type { Point, Size } from './point.ts';

/** Span takes pixels of one row, from a column up to, but not including, another. */
export type Span = (y: number, from: number, to: number) => void;

/** Range is a part of a row; it has nothing in it when from is greater than to. */
interface Range {
  from: number;
  to: number;
}

/** slack makes a pixel that lies right on a border covered, whichever way the numbers were rounded. */
const slack = 1e-9;

/**
 * brushCentre puts a brush of a whole diameter onto pixels: the middle of one
 * for odd diameters, a corner for even ones. So the finest brush paints the one
 * pixel that it is on.
 */
export function brushCentre({ x, y }: Point, diameter: number): Point {
  if (diameter % 2 === 0) return { x: Math.round(x) + 0, y: Math.round(y) + 0 };
  return { x: Math.floor(x) + 0.5, y: Math.floor(y) + 0.5 };
}

/** stroke covers what is not further than a radius from the segment between two points: a capsule, or a disc where they are one. */
export function stroke(a: Point, b: Point, radius: number, size: Size, span: Span): void {
  const top = Math.max(Math.ceil(Math.min(a.y, b.y) - radius - 0.5 - slack), 0);
  const bottom = Math.min(Math.floor(Math.max(a.y, b.y) + radius - 0.5 + slack), size.height - 1);
  for (let y = top; y <= bottom; y++) {
    const { from, to } = capsuleRow(a, b, radius + slack, y + 0.5);
    cover(y, Math.ceil(from - 0.5), Math.floor(to - 0.5) + 1, size.width, span);
  }
}

/** outline covers what lies inside a closed path; where sides cross, what is inside an even number of times is outside. */
export function outline(points: readonly Point[], size: Size, span: Span): void {
  const sides = sidesOf(points, true);
  const ys = points.map(({ y }) => y);
  const top = Math.max(Math.floor(Math.min(...ys)), 0);
  const bottom = Math.min(Math.ceil(Math.max(...ys)), size.height) - 1;
  for (let y = top; y <= bottom; y++) {
    const at = crossingsOf(sides, y + 0.5);
    for (let pair = 0; pair + 1 < at.length; pair += 2)
      cover(y, Math.ceil((at[pair] ?? 0) - 0.5), Math.ceil((at[pair + 1] ?? 0) - 0.5), size.width, span);
  }
}

/** flood covers the pixel at a place and all of its number that are joined to it by their sides. */
export function flood(pixels: ArrayLike<number>, { width, height }: Size, at: Point, span: Span): void {
  const [column, row] = [Math.floor(at.x), Math.floor(at.y)];
  if (column < 0 || row < 0 || column >= width || row >= height) return;
  // 1 where a pixel is still to be covered: looked up more often than pixels are.
  const open = sameAs(pixels, pixels[row * width + column] as number);
  const todo = [row * width + column];
  for (let place = todo.pop(); place !== undefined; place = todo.pop()) {
    if (open[place] === 0) continue;
    const y = Math.floor(place / width);
    const [first, end] = [y * width, (y + 1) * width];
    let from = place;
    while (from > first && open[from - 1] === 1) from--;
    let to = place;
    while (to < end && open[to] === 1) to++;
    open.fill(0, from, to);
    span(y, from - first, to - first);
    if (y > 0) seed(open, from - width, to - width, todo);
    if (y < height - 1) seed(open, from + width, to + width, todo);
  }
}

function sameAs(pixels: ArrayLike<number>, wanted: number): Uint8Array {
  const same = new Uint8Array(pixels.length);
  for (let at = 0; at < same.length; at++) if (pixels[at] === wanted) same[at] = 1;
  return same;
}

/** seed adds the beginning of each run of open pixels. */
function seed(open: Uint8Array, from: number, to: number, todo: number[]): void {
  for (let place = from; place < to; place++)
    if (open[place] === 1 && (place === from || open[place - 1] === 0)) todo.push(place);
}

function cover(y: number, from: number, to: number, width: number, span: Span): void {
  const [first, end] = [Math.max(from, 0), Math.min(to, width)];
  if (first < end) span(y, first, end);
}

function crossingsOf(sides: readonly (readonly [Point, Point])[], y: number): number[] {
  const at: number[] = [];
  for (const [a, b] of sides) if (a.y > y !== b.y > y) at.push(((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x);
  return at.sort((one, other) => one - other);
}

/** capsuleRow is where a row cuts a capsule, which is one range: a capsule has no dents. */
function capsuleRow(a: Point, b: Point, radius: number, y: number): Range {
  return hull(hull(discRow(a, radius, y), discRow(b, radius, y)), bodyRow(a, b, radius, y));
}

const nothing: Range = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };

function discRow(centre: Point, radius: number, y: number): Range {
  const half = radius ** 2 - (y - centre.y) ** 2;
  return half < 0 ? nothing : { from: centre.x - Math.sqrt(half), to: centre.x + Math.sqrt(half) };
}

/** bodyRow is where a row cuts the rectangle between the two discs. */
function bodyRow(a: Point, b: Point, radius: number, y: number): Range {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length === 0) return nothing;
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  // With x counted from a: along = x·ux + dy·uy, across = dy·ux − x·uy.
  const dy = y - a.y;
  const along = solve(ux, dy * uy, 0, length);
  const across = solve(-uy, dy * ux, -radius, radius);
  return { from: Math.max(along.from, across.from) + a.x, to: Math.min(along.to, across.to) + a.x };
}

/** solve gives the x for which factor·x + more is from least to most. */
function solve(factor: number, more: number, least: number, most: number): Range {
  if (factor === 0)
    return more >= least && more <= most
      ? { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
      : nothing;
  const [one, other] = [(least - more) / factor, (most - more) / factor];
  return { from: Math.min(one, other), to: Math.max(one, other) };
}

function hull(a: Range, b: Range): Range {
  if (a.from > a.to) return b;
  if (b.from > b.to) return a;
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}
