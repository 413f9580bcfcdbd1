/** texts are those of the page that starts many human loops from a file. */
export const texts = {
  workflows: 'Human review workflows',
  title: 'Import human loops',
  description:
    'Starts a human loop for each row of a file, as StartHumanLoop does. All rows are checked first, and nothing starts before you say so.',
  notActive: (status: string) => `This workflow is ${status}: it takes no new human loops.`,

  file: 'File',
  fileHint: 'CSV with a header, or JSON Lines, in UTF-8; at most 512 MiB and 1,000,000 rows.',
  chooseFile: 'Choose a file',
  removeFile: 'Remove the file',
  noFile: 'Choose a file.',
  emptyFile: 'This file is empty.',
  largeFile: 'This file has more than 512 MiB. Divide it into several files.',
  format: 'Format',
  formats: { csv: 'CSV', jsonl: 'JSON Lines' },
  formatHints: {
    csv: 'A row is a human loop, a column a member of its input.',
    jsonl: 'A line is a human loop: its input as JSON.',
  },
  noFormat: 'The name of the file does not tell its format: choose one.',

  rows: 'How rows become human loops',
  optional: 'optional',
  nameColumn: 'Names of the human loops',
  nameHint: {
    csv: 'The column with the names. Without one, names are made.',
    jsonl: 'The member of a line with the names. Without one, names are made.',
  },
  whole: {
    csv: 'One column holds the whole input as JSON',
    jsonl: 'One member of each line holds the whole input',
  },
  wholeHint: 'As in a file that was exported: inputContent.',
  inputColumn: { csv: 'Column with the input', jsonl: 'Member with the input' },
  noInputColumn: 'Say which one holds the input.',
  delimiter: 'Delimiter',
  delimiters: {
    '': 'As the first line shows',
    ',': 'Comma',
    ';': 'Semicolon',
    '\t': 'Tab',
    '|': 'Bar',
  } as Record<string, string>,
  prefix: 'Prefix',
  prefixHint: 'Takes only the columns that begin so, and leaves that away, such as input. in an export.',
  columns: 'Columns',
  columnsHint:
    'Each column is a text at its own name, unless you say otherwise. A dot begins a member inside.',
  columnName: 'Column',
  columnType: 'Type',
  types: { text: 'Text', number: 'Number', boolean: 'Boolean', json: 'JSON', skip: 'Leave out' },
  columnMember: 'Member of the input',
  addColumn: 'Add a column',
  removeColumn: 'Remove',
  removeColumnNamed: (name: string) => `Remove column ${name}`,
  noColumns: 'Nothing is special about the columns.',
  columnNameless: 'Name the column.',
  columnTwice: 'This column stands here twice.',
  clearColumn: 'Clear',
  useColumn: (name: string) => `Use: "${name}"`,

  cancel: 'Cancel',
  check: 'Upload and check',

  before:
    'This file was imported before and read in the same way: this is that import. A copy with another name is imported anew.',
  uploading: 'Uploading',
  uploadingHint: 'Keep this page open until the file is there. After that the server goes on by itself.',
  interrupted: 'The upload was interrupted',
  goOn: 'Go on',
  chooseAgain: (name: string, got: string, size: string) =>
    `Choose ${name} again to go on: ${got} of ${size} are there.`,
  otherFile: (name: string, size: number) =>
    `This is another file: the import is of ${name} with ${size.toLocaleString('en')} bytes.`,
  checking: 'Checking rows',
  starting: 'Starting human loops',
  waits: (why: string) => `Waiting: ${why}`,
  ofBytes: (got: string, size: string) => `${got} of ${size}`,
  ofRows: (done: number, rows: number) => `${done.toLocaleString()} of ${rows.toLocaleString()} rows`,

  allRight: (rows: number) =>
    rows === 1 ? 'The row is in order.' : `All ${rows.toLocaleString()} rows are in order.`,
  someWrong: (bad: number, rows: number) =>
    `${bad.toLocaleString()} of ${rows.toLocaleString()} rows ${bad === 1 ? 'is' : 'are'} wrong. Mend the file and import it again, or start only the others.`,
  allWrong: 'No row is in order: nothing can be started. Mend the file, or say otherwise how it is read.',
  noneNeeded:
    'No row that is in order needs a review, by the conditions of this workflow: nothing would start.',
  start: (rows: number) => `Start ${rows.toLocaleString()} human loop${rows === 1 ? '' : 's'}`,
  startRight: (rows: number) =>
    `Start only the ${rows.toLocaleString()} that ${rows === 1 ? 'is' : 'are'} in order`,
  begun: 'Human loops are being started. You can leave this page.',
  cancelImport: 'Cancel the import',
  cancelTitle: 'Cancel this import?',
  cancelLead: 'Human loops that it has started stay. The file is removed from the server.',
  completed: (started: number) =>
    `${started.toLocaleString()} human loop${started === 1 ? ' was' : 's were'} started.`,
  cancelled: 'The import was cancelled.',
  failed: 'The import failed.',
  startedBefore: (started: number) =>
    started === 0
      ? 'No human loop was started.'
      : `${started.toLocaleString()} human loop${started === 1 ? ' was' : 's were'} started before.`,
  toLoops: 'To the human loops',
  another: 'Import another file',

  rowsAll: 'Rows',
  rowsRight: 'In order',
  rowsWrong: 'Wrong',
  unneeded: 'Need no review',
  refused: 'Refused at the start',
  started: 'Human loops started',
  size: 'Size',

  problems: 'What is wrong with rows',
  problemsHint: 'Rows count from 1; a header and empty lines do not count.',
  noProblems: 'Nothing is wrong',
  row: 'Row',
  loopName: 'Human loop name',
  problem: 'What is wrong',
  download: 'Download all as CSV',

  imports: 'Imports of this workflow',
  none: 'No imports yet',
  noneLead: 'Those that you begin stand here, with what became of them.',
  status: 'Status',
  created: 'Creation time',
};
