/** enclosing finds the nearest ancestor that matches, itself included, also beyond shadow roots. */
export function enclosing<T extends Element>(start: Element, selector: string): T | null {
  for (let at: Element | null = start; at; ) {
    const found: T | null = at.closest<T>(selector);
    if (found) return found;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}
