// What crowd-entity-annotation says. Sentences that every page may need are in
// ../texts.ts.
import { spoken } from '../texts.ts';
import { german } from './texts.german.ts';
import { polish } from './texts.polish.ts';

/** english holds the sentences; functions take what varies. */
export const english = {
  area: 'Text to mark',
  hint: 'Choose a label and mark words with the mouse, or mark them first. A click on a mark selects it.',
  keysHint:
    'Arrow keys move the caret, with Shift they mark, Enter or a label’s number labels. Tab goes from mark to mark.',
  labels: 'Labels',
  marks: 'Marks',
  undo: 'Undo',
  redo: 'Redo',
  remove: 'Delete',
  removeMark: (words: string) => `Delete the mark on “${words}”`,
  mark: (label: string, words: string) => `${label}: “${words}”`,
  marked: (label: string, words: string) => `Marked as ${label}: “${words}”`,
  relabelled: (label: string) => `Now it is ${label}.`,
  waiting: (words: string) => `“${words}”. Now choose a label.`,
  selected: (label: string, words: string) => `Selected: ${label}, “${words}”`,
  chosen: (label: string) => `Label: ${label}`,
  removed: 'Deleted.',
  undone: 'Undone.',
  redone: 'Done again.',
  unread: (count: number) => (count === 1 ? 'one mark cannot be read' : `${count} marks cannot be read`),
  keyLabel: (label: string) => `Choose “${label}”, and label what is marked or selected`,
  keyMove: 'Move the caret; with Shift mark, with Ctrl word by word',
  keyLine: 'To the line’s beginning or end; with Ctrl to the text’s',
  keyMark: 'Label what is marked, or select the mark at the caret',
  keyNext: 'Next mark, previous mark',
  keyErase: 'Delete the selected mark',
  keyCancel: 'Choose nothing; then Tab leaves the text',
};

/** EntityTexts is what a translation has to say. */
export type EntityTexts = typeof english;

/** texts are the sentences in the language of the page. */
export const texts: EntityTexts = spoken<EntityTexts>({ en: english, de: german, pl: polish });
