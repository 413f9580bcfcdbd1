/** mostAtOnce is how many can be invited at once. */
export const mostAtOnce = 100;

/** addressesIn reads the addresses in a text, as people paste them: on lines, with commas, or as "Ann <ann@example.com>"; each once. */
export function addressesIn(text: string): string[] {
  const found = text
    .split(/[\n,;]+/)
    .map((part) => /<([^<>]*)>\s*$/.exec(part)?.[1] ?? part)
    .flatMap((part) => part.trim().split(/\s+/))
    .map((part) => part.toLowerCase())
    .filter(Boolean);
  return [...new Set(found)];
}
