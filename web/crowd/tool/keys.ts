// Several tools can stand on one page; a key press is for one of them.
import type { Tool } from './tool.ts';

/**
 * ownsKeys tells whether key presses are for a tool: the one that has the
 * focus, else the first of the page. While a dialog is open they are for none.
 */
export function ownsKeys(tool: Tool): boolean {
  const doc = tool.ownerDocument;
  if (dialogIsOpen(tool)) return false;
  const tools = [...doc.querySelectorAll<Tool>('*')].filter(isTool);
  const focused = tools.find((other) => other.contains(doc.activeElement));
  return (focused ?? tools[0]) === tool;
}

const isTool = (element: Element): element is Tool => 'submits' in element && 'fills' in element;

function dialogIsOpen(tool: Tool): boolean {
  return (
    tool.ownerDocument.querySelector(':modal') !== null || tool.shadowRoot?.querySelector(':modal') != null
  );
}
