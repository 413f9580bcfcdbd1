import type { EntityTexts } from './texts.ts';

/** german holds the German sentences of crowd-entity-annotation. */
export const german: EntityTexts = {
  area: 'Text zum Markieren',
  hint: 'Wählen Sie ein Label und markieren Sie Wörter mit der Maus, oder markieren Sie zuerst. Ein Klick wählt eine Markierung aus.',
  keysHint:
    'Pfeiltasten bewegen die Schreibmarke, mit Umschalt markieren sie, Eingabe oder die Nummer eines Labels vergibt es. Tab geht von Markierung zu Markierung.',
  labels: 'Labels',
  marks: 'Markierungen',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  remove: 'Löschen',
  removeMark: (words) => `Markierung „${words}“ löschen`,
  mark: (label, words) => `${label}: „${words}“`,
  marked: (label, words) => `Markiert als ${label}: „${words}“`,
  relabelled: (label) => `Jetzt ist es ${label}.`,
  waiting: (words) => `„${words}“. Wählen Sie nun ein Label.`,
  selected: (label, words) => `Ausgewählt: ${label}, „${words}“`,
  chosen: (label) => `Label: ${label}`,
  removed: 'Gelöscht.',
  undone: 'Rückgängig gemacht.',
  redone: 'Wiederholt.',
  unread: (count) =>
    count === 1 ? 'eine Markierung ist nicht lesbar' : `${count} Markierungen sind nicht lesbar`,
  keyLabel: (label) => `„${label}“ wählen und Markiertem oder Ausgewähltem geben`,
  keyMove: 'Schreibmarke bewegen; mit Umschalt markieren, mit Strg wortweise',
  keyLine: 'An Anfang oder Ende der Zeile; mit Strg des Textes',
  keyMark: 'Markiertem das Label geben, oder die Markierung an der Schreibmarke auswählen',
  keyNext: 'Nächste Markierung, vorige Markierung',
  keyErase: 'Ausgewählte Markierung löschen',
  keyCancel: 'Nichts auswählen; danach verlässt Tab den Text',
};
