// What the widget says. Sentences that every page may need are in ../texts.ts.
import { spoken } from '../texts.ts';
import { german } from './texts.german.ts';
import { polish } from './texts.polish.ts';

/** english holds the sentences; functions take what varies. */
export const english = {
  page: 'Page of the document',
  hint: 'Arrow keys move the page. The fields are in the list beside it.',
  loading: 'The document is loading.',
  failed: 'The document cannot be shown.',
  view: 'View',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit in window',
  fitWidth: 'Fit the width',
  rotate: 'Turn the page',
  pageOf: (page: number, count: number) => `Page ${page} of ${count}`,
  toFind: 'To find on the page',
  fields: 'Fields',
  checked: (count: number, all: number) => `${count} of ${all} checked`,
  none: 'There is nothing to check.',
  key: 'Key',
  value: 'Value',
  noKey: 'no key',
  aliases: (names: string) => `Also written: ${names}`,
  confidence: (percent: number) => `${percent} % sure`,
  onPage: (page: number) => `page ${page}`,
  states: {
    open: 'Not checked yet',
    checked: 'Checked',
    blank: 'Blank',
    invalid: 'Not a pair',
    missing: 'Not on the page',
  },
  toAnswer: 'To find',
  selected: 'Selected',
  notSelected: 'Not selected',
  blank: 'The value is blank',
  invalid: 'Not a valid pair',
  missing: 'Can’t find the key',
  markKey: 'Box of the key',
  markValue: 'Box of the value',
  marking: 'Draw the box, or move it with the arrow keys; with Shift they change its size. Esc ends.',
  undo: 'As it was',
  confirm: 'Right, next',
  answerKeys: (count: number) =>
    count === 1
      ? 'One key still has to be found. Write its value, or say that you can’t find it.'
      : `${count} keys still have to be found. Write their values, or say that you can’t find them.`,
  unread: 'a list of blocks is needed',
  keysUnread: 'a list of keys is needed',
  keyConfirm: 'The field is right: go to the next one',
  keyNext: 'Next field, previous field',
  keyEdit: 'Write the value',
  keyBlank: 'The value is blank',
  keyInvalid: 'Not a valid pair, or can’t find the key',
  keyMark: 'Move or draw the box of the value, of the key',
  keyLeave: 'Leave the text or the box',
  keyPage: 'Previous page, next page',
};

/** WidgetTexts is what a translation has to say. */
export type WidgetTexts = typeof english;

/** texts are the sentences in the language of the page. */
export const texts: WidgetTexts = spoken<WidgetTexts>({ en: english, de: german, pl: polish });
