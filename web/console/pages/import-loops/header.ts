// The names of a file's columns, to choose from; what counts is how the server reads them.
import type { Format } from './draft.ts';

/** headSize is how many bytes of a file are looked at for its columns. */
export const headSize = 32 << 10;

/** mostColumns is how many are offered. */
const mostColumns = 200;

/** columnsOf are the columns of a CSV file, or the members of a first JSON line, as far as its beginning shows them. */
export function columnsOf(head: string, format: Format, delimiter: string): string[] {
  const text = head.replace(/^\uFEFF/, '');
  const names = format === 'csv' ? cells(text, delimiter || delimiterOf(text)) : members(text);
  return [...new Set(names)].filter((name) => name !== '').slice(0, mostColumns);
}

/** cells are those of the first line. */
function cells(text: string, delimiter: string): string[] {
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === '\n') break;
    else if (!quoted && letter === delimiter) {
      found.push(cell);
      cell = '';
    } else if (quoted || letter !== '\r') cell += letter;
  }
  return [...found, cell];
}

/** delimiterOf is the usual delimiter that stands most often in the first line, outside of quotation marks. */
function delimiterOf(text: string): string {
  const line = text.replace(/"[^"]*"/g, '').split('\n', 1)[0] ?? '';
  const count = (delimiter: string) => line.split(delimiter).length;
  return [';', '\t', '|'].reduce((best, one) => (count(one) > count(best) ? one : best), ',');
}

function members(text: string): string[] {
  try {
    const first: unknown = JSON.parse(text.trimStart().split('\n', 1)[0] ?? '');
    return first && typeof first === 'object' && !Array.isArray(first) ? Object.keys(first) : [];
  } catch {
    return [];
  }
}
