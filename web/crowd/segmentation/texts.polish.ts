import type { SegmentationTexts } from './texts.ts';

/** pixels says a number of pixels: Polish has three forms. */
function pixels(count: number): string {
  if (count === 1) return '1 piksel';
  const few = count % 10 >= 2 && count % 10 <= 4 && (count % 100 < 12 || count % 100 > 14);
  return `${count} ${few ? 'piksele' : 'pikseli'}`;
}

/** polish holds the Polish sentences of the segmentation tools. */
export const polish: SegmentationTexts = {
  area: 'Obraz do zamalowania',
  hint: 'Strzałki przesuwają pędzel, Enter przykłada go i odrywa, cyfry wybierają etykietę.',
  mode: {
    brush: 'Pędzel',
    eraser: 'Gumka',
    polygon: 'Wypełniany kontur',
    fill: 'Wypełnij obszar',
    move: 'Przesuń obraz',
  },
  size: 'Rozmiar pędzla',
  brushSize: (count) => `Rozmiar pędzla: ${pixels(count)}`,
  opacity: 'Krycie etykiet',
  keep: 'Maluj tylko tam, gdzie jeszcze nic nie ma',
  keepOn: 'Istniejące etykiety pozostają.',
  keepOff: 'Etykiety są zamalowywane.',
  hide: 'Ukryj i pokaż etykiety',
  down: 'Pędzel przyłożony.',
  lifted: 'Pędzel oderwany.',
  filled: 'Wypełniono.',
  nothingToFill: 'Tutaj nie ma nic do wypełnienia.',
  outlined: 'Wypełniono kontur.',
  paintSome: 'Zamaluj co najmniej jedną etykietę albo zaznacz „Nie ma nic do oznaczenia”.',
  finishFirst: 'Zakończ lub anuluj kontur, który rysujesz.',
  share: (percent) => `${percent} obrazu`,
  empty: 'Jeszcze niezamalowane',
  wrongSize: (has, needs) => `wcześniejsze etykiety mają rozmiar ${has}, a obraz ${needs}`,
  unreadable: 'nie można wczytać wcześniejszych etykiet:',
  unknownForm: 'potrzebny jest obiekt z src i kolorami etykiet',
  strays: (count) => `${pixels(count)} w kolorze żadnej etykiety; przypisano najbliższą`,
  keySize: 'Mniejszy i większy pędzel',
  keyMove: 'Przesuń pędzel; z Shift o 10, z Ctrl o 100',
  keyEnter: 'Przyłóż i oderwij pędzel; postaw wierzchołek, ponownie w tym samym miejscu: wypełnij kontur',
  keyBack: 'Usuń ostatni wierzchołek',
  keyCancel: 'Anuluj pociągnięcie lub kontur',
  instances: 'Egzemplarze',
  addInstance: (label) => `Dodaj egzemplarz: ${label}`,
  keyAdd: 'Dodaj kolejny egzemplarz wybranej etykiety',
  keyRemove: 'Usuń wybrany egzemplarz',
  chosenInstance: (name) => `Egzemplarz: ${name}`,
  removedInstance: (name) => `Usunięto: ${name}`,
  hideInstance: (name) => `Ukryj: ${name}`,
  removeInstance: (name) => `Usuń: ${name}`,
  relabel: (name) => `Etykieta: ${name}`,
  label: 'Etykieta',
  merge: 'Połącz z',
  mergeWith: (name) => `Połącz ${name} z`,
  mergeNone: 'Wybierz egzemplarz',
  merged: (name) => `Połączono z: ${name}`,
};
