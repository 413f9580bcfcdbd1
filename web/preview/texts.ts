// Every sentence of the preview's page.
export const texts = {
  title: 'Template preview',
  task: 'The task as a worker sees it',
  findings: 'Findings',
  noFindings: 'Nothing to complain about.',
  answer: 'Answer',
  noAnswer: 'Fill in the task and submit it: what your program would find as answerContent appears here.',
  shown: 'This is a preview: the answer stands beside the page and was sent nowhere.',
  again: 'Start again',
  copy: 'Copy',
  copied: 'Copied',
  width: 'Width',
  full: 'Full',
  phone: 'Phone (360 px)',
  tablet: 'Tablet (768 px)',
  gone: 'The preview has ended. Start it again in the terminal.',
  silent:
    'The page loads nothing of the element library: its script may have failed. Look into the browser’s console.',
  error: 'Error',
  warning: 'Warning',
  line: (line: number) => `line ${line}`,
  figures: (bytes: number, ms: number) =>
    `${bytes.toLocaleString('en')} bytes, rendered in ${ms.toFixed(1)} ms`,
};
