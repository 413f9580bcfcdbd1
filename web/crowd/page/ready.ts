/** readyEvent is what templates wait for before they use elements. */
export const readyEvent = 'all-crowd-elements-ready';

/** parsed resolves when the document is parsed, at once when it is already. */
export function parsed(doc: Document): Promise<void> {
  if (doc.readyState !== 'loading') return Promise.resolve();
  return new Promise((resolve) => {
    doc.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });
}

/** announceReady fires the ready event on the document, once, when it is parsed and every element has been drawn. */
export async function announceReady(doc: Document, tags: readonly string[]): Promise<void> {
  await parsed(doc);
  const elements = [
    ...doc.querySelectorAll<HTMLElement & { updateComplete?: Promise<unknown> }>(tags.join(',')),
  ];
  await Promise.all(elements.map((element) => element.updateComplete));
  doc.dispatchEvent(new Event(readyEvent, { bubbles: true }));
}
