// Leaf elements are often not closed (<crowd-button ... />), and then hold all
// that follows. Their caption ends where something begins that cannot belong to
// it; the rest is shown after the element, so that it can still be used.

/** Slottable is a child that can be shown in a slot. */
export type Slottable = Element | Text;

const fields = 'input,select,textarea,button,form,fieldset,script,style';
const blocks = `${fields},a,p,div,h1,h2,h3,h4,h5,h6,ul,ol,table`;
const headings = `${fields},h1,h2,h3,h4,h5,h6,table`;

/** buttonStrays are what no caption of a button holds. */
export const buttonStrays = blocks;

/** labelStrays are what no label of a box holds: paragraphs and links may stand in it. */
export const labelStrays = headings;

function isCaption(node: Node, strays: string): boolean {
  if (!(node instanceof Element)) return node instanceof Text;
  if (node.matches(strays) || node.querySelector(strays)) return false;
  return !node.localName.startsWith('crowd-') && !node.localName.endsWith('-instructions');
}

/** splitCaption divides children into the caption and what a forgotten end tag left inside the element. */
export function splitCaption(nodes: ChildNode[], strays: string): [Slottable[], Slottable[]] {
  const slottable = nodes.filter(
    (node): node is Slottable => node instanceof Element || node instanceof Text,
  );
  const first = slottable.findIndex((node) => !isCaption(node, strays));
  return first < 0 ? [slottable, []] : [slottable.slice(0, first), slottable.slice(first)];
}

/** assignCaption puts an element's children into its slots #caption and #rest. */
export function assignCaption(host: Element, strays: string): void {
  const [label, rest] = splitCaption([...host.childNodes], strays);
  host.shadowRoot?.querySelector<HTMLSlotElement>('#caption')?.assign(...label);
  host.shadowRoot?.querySelector<HTMLSlotElement>('#rest')?.assign(...rest);
}
