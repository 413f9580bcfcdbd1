// Every sentence that the crowd elements show by themselves, in English, and
// which language a page gets. A translation is another object of the same shape
// (texts/german.ts); the compiler holds it to that.
import { german } from './texts/german.ts';
import { polish } from './texts/polish.ts';

/** english holds the sentences; functions take what varies. */
export const english = {
  pageTitle: 'Task',
  submit: 'Submit',
  sending: 'Sending',
  instructions: 'Instructions',
  hideInstructions: 'Hide instructions',
  viewFullInstructions: 'View full instructions',
  fullInstructions: 'Full instructions',
  close: 'Close',
  shortcuts: 'Shortcuts',
  shortcutsTitle: 'Keyboard shortcuts',
  choices: 'Choices',
  chooseOne: 'Choose one of the answers.',
  required: 'Please fill in this field.',
  tooShort: (least: number) => `Please use at least ${least} characters.`,
  notValid: 'Please check this value.',
  characters: (used: number, most: number | undefined) =>
    most === undefined ? `${used} characters` : `${used} of ${most} characters`,
  tick: 'Please tick this box.',
  switchOn: 'Please switch this on.',
  kind: { info: 'Information', success: 'Success', warning: 'Warning', error: 'Error' },
  openInstructions: 'Click for instructions',
  summary: 'Summary',
  detailedInstructions: 'Detailed Instructions',
  examples: 'Examples',
  goodExample: 'Good example',
  badExample: 'Bad example',
  openModal: 'Click to open modal',
  chooseSome: 'Choose at least one of the answers.',
  none: 'None',
  image: 'Image',
  imageFailed: 'The image cannot be shown.',
  overlayFailed: 'The labels that belong on the image cannot be shown.',
  showLabels: 'Show labels',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomFit: 'Fit to the window',
  page: 'Page',
  pages: 'Pages',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  pageOf: (page: number, count: number) => `Page ${page} of ${count}`,
  addComment: 'Add a comment',
  comment: 'Comment',
  save: 'Save',
  cancel: 'Cancel',
  text: 'Text',
  textLoading: 'The text is loading.',
  textFailed: 'The text cannot be shown.',
  notGranted: 'browsers cannot open this address; print it through | grant_read_access',
  response: (number: number) => `Response ${number}`,
  rankOf: (response: number, dimension: string) => `${dimension}: rank of response ${response}`,
  moveResponse: (response: number, dimension: string) =>
    `${dimension}: move response ${response} with the arrow keys`,
  rankHint: 'Drag the responses into order, or choose numbers. 1 is best.',
  tiesAllowed: 'Several responses may have the same number.',
  notRanked: 'Not ranked',
  rankAll: (dimension: string) => `Give every response a number for “${dimension}”.`,
  question: 'Question',
  answer: 'Answer',
  questionNumber: (number: number) => `Question ${number}`,
  addQuestion: 'Add a question',
  removeQuestion: 'Remove this question',
  tags: 'Tags',
  addTag: 'Add a tag of your own',
  add: 'Add',
  passages: 'Passages',
  passageHint: 'Mark the passage in the text that the answer rests on.',
  addPassage: 'Add the marked passage',
  removePassage: (passage: string) => `Remove the passage “${passage}”`,
  questionsWanted: (least: number) =>
    least === 1 ? 'Please write at least one question.' : `Please write at least ${least} questions.`,
  fewWords: (least: number) =>
    least === 1 ? 'Please write at least one word.' : `Please write at least ${least} words.`,
  manyWords: (most: number) =>
    most === 1 ? 'Please write one word at most.' : `Please write ${most} words at most.`,
  needsAttention: (count: number) =>
    count === 1 ? 'One answer needs your attention.' : `${count} answers need your attention.`,
  hiddenField: (name: string) => `The field “${name}” is not complete, and this page does not show it.`,
  notLoaded: 'A part of this page could not be loaded yet. Check your connection, then reload the page.',
  notSent: 'Your answer was not sent. Please try again.',
  wouldSend: 'This page is not opened by a task, so nothing was sent. This is the answer it would send:',
  badAttribute: (tag: string, attribute: string) => `The attribute “${attribute}” of ${tag} cannot be read:`,
  keySubmit: 'Submit',
  keyChoose: (label: string) => `Choose “${label}”`,
  keyToggle: (label: string) => `Choose or clear “${label}”`,
};

/** Texts is what a translation has to say. */
export type Texts = typeof english;

/** Catalogues are one part's sentences by language. */
export type Catalogues<T> = { en: T } & Record<string, T>;

const catalogues: Catalogues<Texts> = { en: english, de: german, pl: polish };

/** languageAmong gives the first of the wanted languages that there are texts in, English when there is none. */
export function languageAmong(wanted: readonly string[]): string {
  const known = wanted
    .map((tag) => tag.split('-')[0]?.toLowerCase() ?? '')
    .find((tag) => Object.hasOwn(catalogues, tag));
  return known ?? 'en';
}

/** wantedLanguages are the page's own language and then the worker's, the best first. */
function wantedLanguages(): readonly string[] {
  const page = typeof document === 'undefined' ? '' : document.documentElement.lang;
  return [page, ...(typeof navigator === 'undefined' ? [] : navigator.languages)];
}

/**
 * spoken gives the sentences of some catalogues in the language of the page, which
 * is asked anew at each use: a template may name its language late.
 */
export function spoken<T extends object>(from: Catalogues<T>): T {
  return new Proxy(from.en, {
    get: (_, key) => Reflect.get(from[languageAmong(wantedLanguages())] ?? from.en, key),
  });
}

/** texts are the sentences of the first script in the language of the page. */
export const texts: Texts = spoken<Texts>(catalogues);
