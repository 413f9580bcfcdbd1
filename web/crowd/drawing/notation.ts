// How shapes are written in initial values and answers.
import type { Point } from '../../geometry/point.ts';
import type { Json } from '../json.ts';
import type { Kind, Shape } from './shape.ts';

/** Given is a shape as an initial value tells it. */
export type Given = Omit<Shape, 'id'>;

/** readShapes reads a list, or an object that holds it under a key, and counts what is no shape of this kind. */
export function readShapes(kind: Kind, key: string, value: unknown): { shapes: Given[]; unread: number } {
  const list = Array.isArray(value) ? value : (value as Record<string, unknown> | null | undefined)?.[key];
  if (!Array.isArray(list))
    return { shapes: [], unread: value === undefined || value === null || value === '' ? 0 : 1 };
  const shapes = list.map((item) => readShape(kind, item)).filter((shape) => shape !== undefined);
  return { shapes, unread: list.length - shapes.length };
}

function readShape(kind: Kind, item: unknown): Given | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const fields = item as Record<string, unknown>;
  const points = readPoints(kind, fields);
  const whole = points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const { label } = fields;
  const count = points.length >= kind.least && points.length <= kind.most;
  if (!whole || !count || label === undefined || label === null) return undefined;
  const page = number(fields['page']);
  return { label: String(label), points, ...(Number.isInteger(page) && page > 1 && { page }) };
}

function readPoints(kind: Kind, fields: Record<string, unknown>): Point[] {
  if (kind.form === 'point') return [readPoint(fields)];
  if (kind.form === 'path') return Array.isArray(fields['vertices']) ? fields['vertices'].map(readPoint) : [];
  const [left, top] = [number(fields['left']), number(fields['top'])];
  return [
    { x: left, y: top },
    { x: left + number(fields['width']), y: top + number(fields['height']) },
  ];
}

function readPoint(value: unknown): Point {
  const { x, y } = (value ?? {}) as { x?: unknown; y?: unknown };
  return { x: number(x), y: number(y) };
}

// Templates may print numbers in quotes; an empty text is no number.
function number(value: unknown): number {
  return typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value ?? Number.NaN);
}

/** writeShape gives a shape as answers have it, with its page where that is not the first. */
export function writeShape(kind: Kind, { page, ...shape }: Given): { [key: string]: Json } {
  const written = writePoints(kind, shape);
  return page === undefined ? written : { ...written, page };
}

function writePoints(kind: Kind, { label, points }: Given): { [key: string]: Json } {
  const [a = { x: 0, y: 0 }, b = a] = points;
  if (kind.form === 'point') return { label, x: a.x, y: a.y };
  if (kind.form === 'path') return { label, vertices: points.map(({ x, y }) => ({ x, y })) };
  return { height: b.y - a.y, label, left: a.x, top: a.y, width: b.x - a.x };
}
