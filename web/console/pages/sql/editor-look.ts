import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

// Colours for both schemes, each with a contrast of 4.5 to 1 or more.
const colour = (light: string, dark: string) => `light-dark(${light}, ${dark})`;

const words = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: colour('#7b1fa2', '#d8a8ff') },
  { tag: [tags.string, tags.special(tags.string)], color: colour('#1b6e20', '#9fdc9f') },
  { tag: [tags.number, tags.bool, tags.null], color: colour('#a33b00', '#ffb870') },
  { tag: tags.comment, color: colour('#5a6570', '#a3adb8') },
  { tag: [tags.typeName, tags.standard(tags.name)], color: colour('#00607a', '#7fd3ec') },
]);

const frame = EditorView.theme({
  '&': {
    color: colour('#0f141a', '#e6e9ed'),
    backgroundColor: colour('#ffffff', '#161d26'),
    border: `1px solid ${colour('#8c8c94', '#656871')}`,
    borderRadius: '8px',
    fontSize: '14px',
  },
  '&.cm-focused': { outline: `2px solid ${colour('#006ce0', '#42b4ff')}` },
  '.cm-scroller': {
    fontFamily: 'Menlo, Consolas, "Liberation Mono", monospace',
    maxHeight: '40vh',
    overflow: 'auto',
  },
  '.cm-content': { minHeight: '8em', caretColor: colour('#000000', '#ffffff') },
  '.cm-cursor': { borderLeftColor: colour('#000000', '#ffffff') },
  '.cm-gutters': {
    color: colour('#5a6570', '#a3adb8'),
    backgroundColor: colour('#f6f6f9', '#1b232d'),
    border: 'none',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: colour('#b5d6fb', '#0b4a82'),
  },
  '.cm-tooltip': {
    color: colour('#0f141a', '#e6e9ed'),
    backgroundColor: colour('#ffffff', '#1b232d'),
    border: `1px solid ${colour('#8c8c94', '#656871')}`,
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: '#ffffff',
    backgroundColor: '#0b5cad',
  },
  '.mistake': { textDecoration: `underline wavy ${colour('#db0000', '#ff7a7a')}` },
});

/** look is how the editor looks in light and dark. */
export const look = [frame, syntaxHighlighting(words)];
