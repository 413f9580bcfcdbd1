import type { EntityTexts } from './texts.ts';

/** polish holds the Polish sentences of crowd-entity-annotation. */
export const polish: EntityTexts = {
  area: 'Tekst do oznaczania',
  hint: 'Wybierz etykietę i zaznacz słowa myszą albo zaznacz je najpierw. Kliknięcie wybiera oznaczenie.',
  keysHint:
    'Strzałki przesuwają kursor, z Shift zaznaczają, Enter lub numer etykiety nadaje etykietę. Tab przechodzi między oznaczeniami.',
  labels: 'Etykiety',
  marks: 'Oznaczenia',
  undo: 'Cofnij',
  redo: 'Ponów',
  remove: 'Usuń',
  removeMark: (words) => `Usuń oznaczenie „${words}”`,
  mark: (label, words) => `${label}: „${words}”`,
  marked: (label, words) => `Oznaczono jako ${label}: „${words}”`,
  relabelled: (label) => `Teraz to ${label}.`,
  waiting: (words) => `„${words}”. Teraz wybierz etykietę.`,
  selected: (label, words) => `Wybrano: ${label}, „${words}”`,
  chosen: (label) => `Etykieta: ${label}`,
  removed: 'Usunięto.',
  undone: 'Cofnięto.',
  redone: 'Ponowiono.',
  unread: (count) => `nie można odczytać oznaczeń: ${count}`,
  keyLabel: (label) => `Wybierz „${label}” i nadaj zaznaczonemu lub wybranemu`,
  keyMove: 'Przesuń kursor; z Shift zaznaczaj, z Ctrl słowo po słowie',
  keyLine: 'Na początek lub koniec wiersza; z Ctrl tekstu',
  keyMark: 'Nadaj etykietę zaznaczonemu lub wybierz oznaczenie przy kursorze',
  keyNext: 'Następne oznaczenie, poprzednie oznaczenie',
  keyErase: 'Usuń wybrane oznaczenie',
  keyCancel: 'Nie wybieraj nic; potem Tab opuszcza tekst',
};
