/** reasonOf makes one sentence of the reasons that were ticked and of one's own words; empty when there are none. */
export function reasonOf(ticked: string[], words: string): string {
  return [...ticked, words.trim()].filter(Boolean).join('; ');
}
