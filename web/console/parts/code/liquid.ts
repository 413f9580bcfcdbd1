// Liquid's own signs, coloured over HTML. What they mean is the server's to say.

/** Mark is a part of a text that is coloured as one. */
export interface Mark {
  from: number;
  to: number;
  kind: 'liquid' | 'keyword' | 'filter' | 'string' | 'comment';
}

const tags = /\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const parts =
  /"[^"]*"|'[^']*'|(?<=\|\s*)\w+|(?<=\{%-?\s*)\w+|\b(?:and|or|contains|in|limit|offset|reversed|by)\b/g;

/** liquidMarks finds the outputs and tags of a template, and in them what stands out. Marks may lie inside others. */
export function liquidMarks(text: string): Mark[] {
  return [...text.matchAll(tags)].flatMap(({ 0: tag, index }) => {
    const whole = { from: index, to: index + tag.length };
    if (/^\{%-?\s*comment\b/.test(tag)) return [{ ...whole, kind: 'comment' as const }];
    return [{ ...whole, kind: 'liquid' as const }, ...inside(tag, index)];
  });
}

function inside(tag: string, start: number): Mark[] {
  return [...tag.matchAll(parts)].map(({ 0: word, index }) => ({
    from: start + index,
    to: start + index + word.length,
    kind: kindOf(tag, word, index),
  }));
}

function kindOf(tag: string, word: string, at: number): Mark['kind'] {
  if (/^["']/.test(word)) return 'string';
  return /\|\s*$/.test(tag.slice(0, at)) ? 'filter' : 'keyword';
}
