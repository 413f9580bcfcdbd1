// The labels of the tool as templates write them: objects, or bare texts.
import type { Json } from '../json.ts';

/** Label is a name that stretches can bear. */
export interface Label {
  /** label is what the answer says. */
  readonly label: string;
  /** full is what the list of labels shows. */
  readonly full: string;
  /** short is what stands above a mark. */
  readonly short: string;
}

/** readLabels reads a value as a list of labels, or says what is wrong with it. Further keys mean nothing. */
export function readLabels(given: Json | undefined): { labels: Label[]; error?: string } {
  if (given === undefined || given === null) return { labels: [] };
  if (!Array.isArray(given)) return { labels: [], error: 'a list is needed, such as [{"label": "city"}]' };
  const labels = given.map(readLabel);
  const known = labels.filter((label) => label !== undefined);
  return known.length === labels.length
    ? { labels: known }
    : { labels: known, error: 'each label needs a name' };
}

function readLabel(given: Json): Label | undefined {
  if (typeof given === 'string') return { label: given, full: given, short: given };
  const { label, fullDisplayName, shortDisplayName } = (given ?? {}) as Record<string, unknown>;
  if (typeof label !== 'string' || label === '') return undefined;
  return { label, full: nameOr(fullDisplayName, label), short: nameOr(shortDisplayName, label) };
}

function nameOr(name: unknown, label: string): string {
  return typeof name === 'string' && name.trim() !== '' ? name : label;
}
