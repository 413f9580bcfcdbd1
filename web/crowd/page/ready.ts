import { arrivals } from '../chunks/arrivals.ts';

/** readyEvent is what templates wait for before they use elements. */
export const readyEvent = 'all-crowd-elements-ready';

/** parsed resolves when the document is parsed, at once when it is already. */
export function parsed(doc: Document): Promise<void> {
  if (doc.readyState !== 'loading') return Promise.resolve();
  return new Promise((resolve) => {
    doc.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });
}

/** drawn resolves when all elements of these tags show their state. */
export async function drawn(doc: Document, tags: readonly string[]): Promise<void> {
  const elements = [
    ...doc.querySelectorAll<HTMLElement & { updateComplete?: Promise<unknown> }>(tags.join(',')),
  ];
  await Promise.all(elements.map((element) => element.updateComplete));
}

/**
 * announceReady fires the ready event on the document, once, when it is parsed,
 * the chunks it needs have come, and every element has been drawn.
 */
export async function announceReady(doc: Document, tags: readonly string[]): Promise<void> {
  await parsed(doc);
  await arrivals.fetch(doc);
  await drawn(doc, tags);
  doc.dispatchEvent(new Event(readyEvent, { bubbles: true }));
}
