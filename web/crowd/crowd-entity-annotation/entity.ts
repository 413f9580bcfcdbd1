// Labelled stretches of a text, which never overlap. Rules only: places are in
// UTF-16 units, the end is the first place behind.
import type { Offsets } from './offsets.ts';

/** Span is a stretch of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Entity is a stretch with a label. Lists of them are sorted. */
export interface Entity extends Span {
  readonly label: string;
}

/** EntityValue is an entity as answers and initial values have it. */
export type EntityValue = { endOffset: number; label: string; startOffset: number };

/** trim takes the blanks off both ends of a span, undefined when nothing is left. */
export function trim(text: string, { start, end }: Span): Span | undefined {
  const inner = text.slice(start, end);
  const from = start + inner.length - inner.trimStart().length;
  const to = from + inner.trim().length;
  return from < to ? { start: from, end: to } : undefined;
}

/** widen grows a span over the whole of every entity that it touches, as none can be selected in part. */
export function widen(entities: readonly Entity[], span: Span): Span {
  const touched = entities.filter((entity) => overlaps(entity, span));
  return {
    start: Math.min(span.start, ...touched.map(({ start }) => start)),
    end: Math.max(span.end, ...touched.map(({ end }) => end)),
  };
}

/** mark labels a span, in place of the entities that lie in it. */
export function mark(entities: readonly Entity[], span: Span, label: string): Entity[] {
  const { start, end } = widen(entities, span);
  const others = entities.filter((entity) => !overlaps(entity, { start, end }));
  return [...others, { start, end, label }].sort((a, b) => a.start - b.start);
}

/** entityAt gives the entity that a place lies in, or at whose beginning it is. */
export function entityAt(entities: readonly Entity[], place: number): Entity | undefined {
  return entities.find(({ start, end }) => start <= place && place < end);
}

/** readEntities reads a list as answers have it, and counts what it cannot use: entries that are not in the text, or overlap. */
export function readEntities(given: unknown, offsets: Offsets): { entities: Entity[]; unread: number } {
  const entries = Array.isArray(given) ? given : [];
  const read = entries.flatMap((entry) => readEntity(entry, offsets) ?? []);
  // Sorting keeps the order of those that begin together, so the first of the list wins.
  const sorted = read.sort((a, b) => a.start - b.start);
  const entities: Entity[] = [];
  for (const entity of sorted) if ((entities.at(-1)?.end ?? 0) <= entity.start) entities.push(entity);
  return { entities, unread: entries.length - entities.length };
}

function readEntity(entry: unknown, offsets: Offsets): Entity | undefined {
  const { label, startOffset, endOffset } = (entry ?? {}) as Record<string, unknown>;
  if (typeof label !== 'string' || !isPlace(startOffset) || !isPlace(endOffset)) return undefined;
  const start = offsets.units(startOffset);
  const end = offsets.units(endOffset);
  return start !== undefined && end !== undefined && start < end ? { start, end, label } : undefined;
}

const isPlace = (value: unknown): value is number => Number.isInteger(value);

/** writeEntities gives entities as answers have them. */
export function writeEntities(entities: readonly Entity[], offsets: Offsets): EntityValue[] {
  return entities.map(({ start, end, label }) => ({
    endOffset: offsets.points(end),
    label,
    startOffset: offsets.points(start),
  }));
}

/** Segment is a part of the text that is drawn as one: an entity, or what lies between two. */
export interface Segment extends Span {
  readonly entity: Entity | undefined;
}

/** segmentsOf divides a text at its entities. */
export function segmentsOf(text: string, entities: readonly Entity[]): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const entity of entities) {
    if (at < entity.start) segments.push({ start: at, end: entity.start, entity: undefined });
    segments.push({ start: entity.start, end: entity.end, entity });
    at = entity.end;
  }
  if (at < text.length) segments.push({ start: at, end: text.length, entity: undefined });
  return segments;
}

/** overlaps tells whether two spans have a place in common. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
