// The editor's look, in the console's colours, which are right in light and dark.

import {
  colorBackgroundInputDefault,
  colorBackgroundLayoutMain,
  colorBorderInputDefault,
  colorBorderItemFocused,
  colorTextBodyDefault,
  colorTextBodySecondary,
  colorTextLinkDefault,
  colorTextStatusError,
  colorTextStatusSuccess,
  colorTextStatusWarning,
} from '@cloudscape-design/design-tokens';
import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** highlight colours HTML, JSON and SQL. */
export const highlight = HighlightStyle.define([
  { tag: [tags.tagName, tags.keyword, tags.propertyName], color: colorTextLinkDefault },
  { tag: [tags.string, tags.attributeValue], color: colorTextStatusSuccess },
  { tag: [tags.number, tags.bool, tags.null], color: colorTextStatusError },
  { tag: [tags.comment, tags.meta, tags.angleBracket], color: colorTextBodySecondary },
]);

/** look is the frame around the text, its lines and marks. */
export const look = EditorView.theme({
  '&': {
    color: colorTextBodyDefault,
    backgroundColor: colorBackgroundInputDefault,
    border: `1px solid ${colorBorderInputDefault}`,
    borderRadius: '8px',
    fontSize: '13px',
  },
  '&.cm-focused': { outline: `2px solid ${colorBorderItemFocused}` },
  '.cm-content': { caretColor: colorTextBodyDefault },
  '.cm-cursor': { borderLeftColor: colorTextBodyDefault },
  '.cm-gutters': {
    color: colorTextBodySecondary,
    backgroundColor: colorBackgroundLayoutMain,
    border: 'none',
    borderRadius: '8px 0 0 8px',
  },
  // A tint would take contrast from the colours of the text.
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: colorTextBodyDefault, fontWeight: 'bold' },
  '.cm-tooltip, .cm-panels': { color: colorTextBodyDefault, backgroundColor: colorBackgroundLayoutMain },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, Highlight 35%, transparent)',
  },
  '.cm-liquid, .cm-liquid span': { color: colorTextStatusWarning },
  '.cm-liquid-keyword': { fontWeight: 'bold' },
  '.cm-liquid-filter': { fontStyle: 'italic' },
  '.cm-liquid-comment, .cm-liquid-comment span': { color: colorTextBodySecondary },
  '.cm-finding': { inlineSize: '1.25em', textAlign: 'center', fontWeight: 'bold' },
  '.cm-finding-error': { color: colorTextStatusError },
  '.cm-finding-warning': { color: colorTextStatusWarning },
  '.cm-line.cm-finding-line-error': {
    color: 'inherit',
    textDecoration: `underline wavy ${colorTextStatusError}`,
  },
  '.cm-line.cm-finding-line-warning': { textDecoration: `underline dotted ${colorTextStatusWarning}` },
});
