/** texts are those of the preview of a worker task template, and of its check. */
export const texts = {
  task: 'The task as a worker sees it',
  width: 'Width of the page',
  widths: { desktop: 'Desktop', tablet: 'Tablet', phone: 'Phone' },
  language: 'Language of the elements',
  languages: [
    ['', 'That of the browser'],
    ['en', 'English'],
    ['de', 'Deutsch'],
    ['pl', 'Polski'],
  ] as const,
  again: 'Start again',
  shown: 'This is a preview: the answer stands beside the page and was sent nowhere.',
  hint: 'A page that names its own language keeps it.',
  silent:
    'The page loads nothing of the element library: its script may have failed. Look into the browser’s console.',

  findings: 'Findings',
  noFindings: 'Nothing to complain about.',
  checking: 'Checking',
  error: 'Error',
  warning: 'Warning',
  line: (line: number) => `Line ${line}`,
  whole: 'Whole template',
  figures: (bytes: number, ms: number) =>
    `${bytes.toLocaleString('en')} bytes, rendered in ${ms < 1 ? 'less than 1' : ms.toFixed(0)} ms`,
};
