import { arrivals } from '../chunks/arrivals.ts';

/** readyEvent is what templates wait for before they use elements. */
export const readyEvent = 'all-crowd-elements-ready';

/**
 * parsed resolves when the document is parsed, at once when it is already. The
 * event is heard at the window, so that what elements and scripts do at the
 * document has been done.
 */
export function parsed(doc: Document): Promise<void> {
  if (doc.readyState !== 'loading') return Promise.resolve();
  return new Promise((resolve) => {
    (doc.defaultView ?? doc).addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });
}

/** Drawn is an element that tells when it shows its state. */
type Drawn = HTMLElement & { updateComplete?: Promise<unknown>; isUpdatePending?: boolean };

/** passes is how often elements may make each other draw again before nobody waits for it. */
const passes = 10;

/**
 * drawn resolves when all elements of these tags show their state, also what
 * others tell them while they are drawn, as forms tell tools to bear the Submit button.
 */
export async function drawn(doc: Document, tags: readonly string[]): Promise<void> {
  for (let pass = 0; pass < passes; pass++) {
    const elements = [...doc.querySelectorAll<Drawn>(tags.join(','))];
    await Promise.all(elements.map((element) => element.updateComplete));
    if (!elements.some((element) => element.isUpdatePending)) return;
  }
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
