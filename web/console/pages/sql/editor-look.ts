import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { colours, either } from '../../parts/code/colours.ts';

const words = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: either('#7b1fa2', '#d8a8ff') },
  { tag: [tags.string, tags.special(tags.string)], color: colours.good },
  { tag: [tags.number, tags.bool, tags.null], color: either('#a33b00', '#ffb870') },
  { tag: tags.comment, color: either('#5a6570', '#a3adb8') },
  { tag: [tags.typeName, tags.standard(tags.name)], color: either('#00607a', '#7fd3ec') },
]);

const frame = EditorView.theme({
  '&': {
    color: colours.text,
    backgroundColor: colours.ground,
    border: `1px solid ${colours.edge}`,
    borderRadius: '8px',
    fontSize: '14px',
  },
  '&.cm-focused': { outline: `2px solid ${colours.focus}` },
  '.cm-scroller': {
    fontFamily: 'Menlo, Consolas, "Liberation Mono", monospace',
    maxHeight: '40vh',
    overflow: 'auto',
  },
  '.cm-content': { minHeight: '8em', caretColor: either('#000000', '#ffffff') },
  '.cm-cursor': { borderLeftColor: either('#000000', '#ffffff') },
  '.cm-gutters': {
    color: either('#5a6570', '#a3adb8'),
    backgroundColor: colours.gutter,
    border: 'none',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: either('#b5d6fb', '#0b4a82'),
  },
  '.cm-tooltip': {
    color: colours.text,
    backgroundColor: either('#ffffff', '#1b232d'),
    border: `1px solid ${colours.edge}`,
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: '#ffffff',
    backgroundColor: '#0b5cad',
  },
  '.mistake': { textDecoration: `underline wavy ${either('#db0000', '#ff7a7a')}` },
});

/** look is how the editor looks in light and dark. */
export const look = [frame, syntaxHighlighting(words)];
