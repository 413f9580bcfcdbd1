// Offsets in a text count code points, as those of marked entities do.

/** Passage is a stretch of a text; its end is exclusive. */
export interface Passage {
  startOffset: number;
  endOffset: number;
}

/** passageOf turns a stretch in UTF-16 units into a passage without blanks at its ends, undefined when nothing is left. */
export function passageOf(text: string, from: number, to: number): Passage | undefined {
  const marked = text.slice(from, to);
  const start = from + (marked.length - marked.trimStart().length);
  const inner = marked.trim();
  if (inner === '') return undefined;
  const startOffset = [...text.slice(0, start)].length;
  return { startOffset, endOffset: startOffset + [...inner].length };
}

/** textOf gives the words of a passage. */
export function textOf(text: string, { startOffset, endOffset }: Passage): string {
  return [...text].slice(startOffset, endOffset).join('');
}

/** wordsIn counts words: what blanks divide. */
export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
