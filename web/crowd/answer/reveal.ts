/** Cover is an element that may hide what it holds: a tab, a window that is closed. */
export interface Cover extends HTMLElement {
  /** reveal brings what it holds into sight. */
  reveal(): Promise<unknown>;
}

/** reveal opens whatever hides a field, from the outside in. */
export async function reveal(field: Element): Promise<void> {
  const outer: Element[] = [];
  for (let at = field.parentElement; at; at = at.parentElement) outer.unshift(at);
  for (const element of outer) {
    if (element instanceof HTMLDetailsElement) element.open = true;
    else if ('reveal' in element) await (element as Cover).reveal();
  }
}
