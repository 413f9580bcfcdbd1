// The editor's look, in the console's colours, which are right in light and dark.
import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { colours } from './colours.ts';

/** highlight colours HTML, JSON and SQL. */
export const highlight = HighlightStyle.define([
  { tag: [tags.tagName, tags.keyword, tags.propertyName], color: colours.name },
  { tag: [tags.string, tags.attributeValue], color: colours.good },
  { tag: [tags.number, tags.bool, tags.null], color: colours.bad },
  { tag: [tags.comment, tags.meta, tags.angleBracket], color: colours.muted },
]);

/** look is the frame around the text, its lines and marks. */
export const look = EditorView.theme({
  '&': {
    color: colours.text,
    backgroundColor: colours.ground,
    border: `1px solid ${colours.edge}`,
    borderRadius: '8px',
    fontSize: '13px',
  },
  '&.cm-focused': { outline: `2px solid ${colours.focus}` },
  '.cm-content': { caretColor: colours.text },
  '.cm-cursor': { borderLeftColor: colours.text },
  '.cm-gutters': {
    color: colours.muted,
    backgroundColor: colours.gutter,
    border: 'none',
    borderRadius: '8px 0 0 8px',
  },
  // A tint would take contrast from the colours of the text.
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: colours.text, fontWeight: 'bold' },
  '.cm-tooltip, .cm-panels': { color: colours.text, backgroundColor: colours.gutter },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, Highlight 35%, transparent)',
  },
  '.cm-liquid, .cm-liquid span': { color: colours.warning },
  '.cm-liquid-keyword': { fontWeight: 'bold' },
  '.cm-liquid-filter': { fontStyle: 'italic' },
  '.cm-liquid-comment, .cm-liquid-comment span': { color: colours.muted },
  '.cm-finding': { inlineSize: '1.25em', textAlign: 'center', fontWeight: 'bold' },
  '.cm-finding-error': { color: colours.bad },
  '.cm-finding-warning': { color: colours.warning },
  '.cm-line.cm-finding-line-error': {
    color: 'inherit',
    textDecoration: `underline wavy ${colours.bad}`,
  },
  '.cm-line.cm-finding-line-warning': { textDecoration: `underline dotted ${colours.warning}` },
});
