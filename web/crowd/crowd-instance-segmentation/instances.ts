// What can be done with instances: rules on the list of a mask and its pixels.
import type { Entry, Mask } from '../segmentation/mask.ts';
import { freeColour } from '../segmentation/palette.ts';

/** nameOf tells instances of one label apart: by their place among them. */
export function nameOf(entries: readonly Entry[], entry: Entry): string {
  const alike = entries.filter(({ label }) => label === entry.label);
  return `${entry.label} ${alike.findIndex(({ id }) => id === entry.id) + 1}`;
}

/**
 * addInstance begins another instance of a label and paints with it; one that
 * has no pixels yet is taken before another is made.
 */
export function addInstance(mask: Mask, label: string): Entry {
  const { entries, map } = mask;
  const blank = entries.find((entry) => entry.label === label && map.count(entry.id) === 0);
  const entry = blank ?? newEntry(entries, label);
  mask.roll = { entries: blank ? entries : [...entries, entry], current: entry.id };
  return entry;
}

/** removeInstance deletes an instance with its pixels. */
export function removeInstance(mask: Mask, id: number): void {
  const entries = mask.entries.filter((entry) => entry.id !== id);
  const current = mask.current === id ? undefined : mask.current;
  mask.change(() => mask.map.replace(id, 0), { entries, current });
}

/** relabelInstance gives an instance another label. */
export function relabelInstance(mask: Mask, id: number, label: string): void {
  const entries = mask.entries.map((entry) => (entry.id === id ? { ...entry, label } : entry));
  mask.change(() => {}, { entries, current: id });
}

/** mergeInstances makes an instance a part of another, which is painted with from then on. */
export function mergeInstances(mask: Mask, id: number, into: number): void {
  const entries = mask.entries.filter((entry) => entry.id !== id);
  mask.change(() => mask.map.replace(id, into), { entries, current: into });
}

function newEntry(entries: readonly Entry[], label: string): Entry {
  const ids = new Set(entries.map(({ id }) => id));
  let id = 1;
  while (ids.has(id)) id++;
  const taken = new Set(entries.map(({ colour }) => colour));
  return { id, label, colour: freeColour([], taken, 0) };
}
