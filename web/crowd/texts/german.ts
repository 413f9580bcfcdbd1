import type { Texts } from '../texts.ts';

/** german holds the German sentences. */
export const german: Texts = {
  pageTitle: 'Aufgabe',
  submit: 'Absenden',
  sending: 'Wird gesendet',
  instructions: 'Anleitung',
  hideInstructions: 'Anleitung ausblenden',
  viewFullInstructions: 'Vollständige Anleitung ansehen',
  fullInstructions: 'Vollständige Anleitung',
  close: 'Schließen',
  shortcuts: 'Tasten',
  shortcutsTitle: 'Tastenkürzel',
  choices: 'Auswahl',
  chooseOne: 'Wählen Sie eine der Antworten.',
  required: 'Bitte füllen Sie dieses Feld aus.',
  tooShort: (least) => `Bitte schreiben Sie mindestens ${least} Zeichen.`,
  notValid: 'Bitte prüfen Sie diesen Wert.',
  characters: (used, most) => (most === undefined ? `${used} Zeichen` : `${used} von ${most} Zeichen`),
  tick: 'Bitte kreuzen Sie dieses Kästchen an.',
  switchOn: 'Bitte schalten Sie dies ein.',
  kind: { info: 'Hinweis', success: 'Erfolg', warning: 'Warnung', error: 'Fehler' },
  openInstructions: 'Anleitung öffnen',
  summary: 'Kurzfassung',
  detailedInstructions: 'Ausführliche Anleitung',
  examples: 'Beispiele',
  goodExample: 'Gutes Beispiel',
  badExample: 'Schlechtes Beispiel',
  openModal: 'Fenster öffnen',
  chooseSome: 'Wählen Sie mindestens eine der Antworten.',
  none: 'Nichts davon',
  image: 'Bild',
  imageFailed: 'Das Bild kann nicht angezeigt werden.',
  overlayFailed: 'Die Markierungen auf dem Bild können nicht angezeigt werden.',
  showLabels: 'Markierungen zeigen',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  zoomFit: 'Ins Fenster einpassen',
  addComment: 'Kommentar hinzufügen',
  comment: 'Kommentar',
  save: 'Speichern',
  cancel: 'Abbrechen',
  text: 'Text',
  response: (number) => `Antwort ${number}`,
  rankOf: (response, dimension) => `${dimension}: Rang von Antwort ${response}`,
  moveResponse: (response, dimension) => `${dimension}: Antwort ${response} mit den Pfeiltasten verschieben`,
  rankHint: 'Ziehen Sie die Antworten in die richtige Reihenfolge oder wählen Sie Zahlen. 1 ist am besten.',
  tiesAllowed: 'Mehrere Antworten dürfen dieselbe Zahl haben.',
  notRanked: 'Ohne Rang',
  rankAll: (dimension) => `Geben Sie jeder Antwort eine Zahl für „${dimension}“.`,
  question: 'Frage',
  answer: 'Antwort',
  questionNumber: (number) => `Frage ${number}`,
  addQuestion: 'Frage hinzufügen',
  removeQuestion: 'Diese Frage entfernen',
  tags: 'Schlagwörter',
  addTag: 'Eigenes Schlagwort',
  add: 'Hinzufügen',
  passages: 'Textstellen',
  passageHint: 'Markieren Sie im Text die Stelle, auf der die Antwort beruht.',
  addPassage: 'Markierte Stelle hinzufügen',
  removePassage: (passage) => `Textstelle „${passage}“ entfernen`,
  questionsWanted: (least) =>
    least === 1
      ? 'Bitte schreiben Sie mindestens eine Frage.'
      : `Bitte schreiben Sie mindestens ${least} Fragen.`,
  fewWords: (least) =>
    least === 1
      ? 'Bitte schreiben Sie mindestens ein Wort.'
      : `Bitte schreiben Sie mindestens ${least} Wörter.`,
  manyWords: (most) =>
    most === 1 ? 'Bitte schreiben Sie höchstens ein Wort.' : `Bitte schreiben Sie höchstens ${most} Wörter.`,
  needsAttention: (count) =>
    count === 1
      ? 'Bitte sehen Sie sich eine Antwort noch einmal an.'
      : `Bitte sehen Sie sich ${count} Antworten noch einmal an.`,
  hiddenField: (name) => `Das Feld „${name}“ ist nicht vollständig, und diese Seite zeigt es nicht.`,
  notLoaded:
    'Ein Teil dieser Seite konnte noch nicht geladen werden. Prüfen Sie die Verbindung und laden Sie die Seite neu.',
  notSent: 'Ihre Antwort wurde nicht gesendet. Bitte versuchen Sie es noch einmal.',
  wouldSend:
    'Diese Seite gehört zu keiner Aufgabe, darum wurde nichts gesendet. Diese Antwort würde sie senden:',
  badAttribute: (tag, attribute) => `Das Attribut „${attribute}“ von ${tag} ist nicht lesbar:`,
  keySubmit: 'Absenden',
  keyChoose: (label) => `„${label}“ wählen`,
  keyToggle: (label) => `„${label}“ wählen oder abwählen`,
};
