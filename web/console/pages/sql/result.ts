// What a result is made into: a chart's points, a CSV file, the place of a mistake.

/** Column is a column of a result, with PostgreSQL's name of its type. */
export interface Column {
  name: string;
  type: string;
}

/** Row holds values as psql shows them; null is NULL. */
export type Row = (string | null)[];

const numbers = new Set(['bigint', 'integer', 'smallint', 'double precision', 'real', 'numeric']);

/** isNumber tells whether values of a type can be drawn upwards. */
export const isNumber = (type: string): boolean => numbers.has(type);

/** isTime tells whether values of a type are moments, which a chart puts where they belong. */
export const isTime = (type: string): boolean => type.startsWith('timestamp') || type === 'date';

/**
 * numberOf reads a value for a chart: a number as it is, a moment in seconds since 1970.
 * Null for NULL and for what is neither.
 */
export function numberOf(value: string | null, type: string): number | null {
  if (value === null) return null;
  const read = isTime(type) ? Date.parse(utc(value)) / 1000 : Number(value);
  return Number.isFinite(read) ? read : null;
}

// PostgreSQL writes 2026-11-22 06:51:28.5, or with +00 behind it; both are in UTC here.
function utc(text: string): string {
  const [day, time = '00:00:00'] = text.split(' ');
  return `${day}T${time.replace(/[+-]\d\d$/, '')}Z`;
}

/** csvOf writes a result as a file of RFC 4180, where NULL is an empty field without quotes. */
export function csvOf(columns: Column[], rows: Row[]): string {
  const lines = [columns.map(({ name }) => name), ...rows].map((row) => row.map(field).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function field(value: string | null): string {
  if (value === null) return '';
  return value === '' || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/**
 * offsetOf turns a position in characters from 1, as the server counts, into an offset
 * into the text. before is how many characters the server got in front of it.
 */
export function offsetOf(query: string, position: number, before = 0): number {
  const characters = [...query].slice(0, Math.max(0, position - 1 - before));
  return characters.join('').length;
}

/** lineOf gives the line and column of an offset, both from 1. */
export function lineOf(query: string, offset: number): [line: number, column: number] {
  const lines = query.slice(0, offset).split('\n');
  return [lines.length, (lines.at(-1) ?? '').length + 1];
}
