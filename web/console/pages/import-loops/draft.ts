// What the page collects before a file is uploaded, and its checks.
import type { Input } from '../../../api/console.ts';
import { texts } from './texts.ts';

/** Request asks the server for an import. */
export type Request = Input<'/api/v1/flow-definitions/{name}/imports', 'post'>['body'];

/** Layout says how rows become inputs. */
export type Layout = Request['layout'];

/** Format is what the file is written in. */
export type Format = Layout['format'];

/** Column says what is special about a CSV column. */
export interface Column {
  name: string;
  type: keyof typeof texts.types;
  member: string;
}

/** About is what is known of a file without reading it. */
export type About = Pick<File, 'name' | 'size' | 'lastModified'>;

/** Draft is the import as far as it was described; whole tells that inputColumn holds the whole input. */
export interface Draft {
  format: Format | undefined;
  nameColumn: string;
  whole: boolean;
  inputColumn: string;
  delimiter: string;
  prefix: string;
  columns: Column[];
}

/** blank is where a draft begins. */
export const blank: Draft = {
  format: undefined,
  nameColumn: '',
  whole: false,
  inputColumn: '',
  delimiter: '',
  prefix: '',
  columns: [],
};

/** draftOf describes an import that reads another file in the same way. */
export function draftOf({ format, nameColumn, inputColumn, delimiter, prefix, columns }: Layout): Draft {
  return {
    format,
    nameColumn: nameColumn ?? '',
    whole: !!inputColumn,
    inputColumn: inputColumn ?? '',
    delimiter: delimiter ?? '',
    prefix: prefix ?? '',
    columns: (columns ?? []).map(({ name, type, member }) => ({
      name,
      type: type ?? 'text',
      member: member ?? '',
    })),
  };
}

/** Problems are what is not right yet, a sentence each; columns stand in their order. */
export interface Problems {
  file?: string;
  format?: string;
  inputColumn?: string;
  columns?: (string | undefined)[];
}

/** largest is how many bytes a file may have (docs/bulk.md). */
const largest = 512 << 20;

const endings: Record<string, Format> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'jsonl',
};

/** formatOf tells the format by the name of the file; undefined when that does not show it. */
export function formatOf(fileName: string): Format | undefined {
  const dot = fileName.lastIndexOf('.');
  return dot < 0 ? undefined : endings[fileName.slice(dot + 1).toLowerCase()];
}

/** checked finds what is not right yet. */
export function checked(draft: Draft, file: About | undefined): Problems {
  const problems: Problems = {};
  const why = fileProblem(file);
  if (why) problems.file = why;
  if (!draft.format) problems.format = texts.noFormat;
  if (draft.whole && draft.inputColumn === '') problems.inputColumn = texts.noInputColumn;
  const columns = hasColumns(draft) ? columnProblems(draft.columns) : [];
  if (columns.some(Boolean)) problems.columns = columns;
  return problems;
}

function fileProblem(file: About | undefined): string | undefined {
  if (!file) return texts.noFile;
  if (file.size === 0) return texts.emptyFile;
  return file.size > largest ? texts.largeFile : undefined;
}

function columnProblems(columns: Column[]): (string | undefined)[] {
  return columns.map(({ name }, at) => {
    if (name === '') return texts.columnNameless;
    return columns.findIndex((one) => one.name === name) < at ? texts.columnTwice : undefined;
  });
}

/** hasColumns tells whether single columns have a say in how rows become inputs. */
export const hasColumns = ({ format, whole }: Draft): boolean => format === 'csv' && !whole;

/** layoutOf is how rows become inputs; what does not count for the format is left out. */
export function layoutOf(draft: Draft, format: Format): Layout {
  const layout: Layout = { format };
  if (draft.nameColumn) layout.nameColumn = draft.nameColumn;
  if (draft.whole) layout.inputColumn = draft.inputColumn;
  if (format === 'csv' && draft.delimiter) layout.delimiter = draft.delimiter;
  if (!hasColumns({ ...draft, format })) return layout;
  if (draft.prefix) layout.prefix = draft.prefix;
  if (draft.columns.length > 0)
    layout.columns = draft.columns.map(({ name, type, member }) => ({
      name,
      ...(type === 'text' ? {} : { type }),
      ...(member ? { member } : {}),
    }));
  return layout;
}

/**
 * requestOf asks for the import of a file. The same file in the same layout is the same
 * import, which goes on where it was; a file that was changed since is another.
 */
export function requestOf(file: About, layout: Layout): Request {
  return {
    fileName: file.name,
    size: file.size,
    fingerprint: `changed:${file.lastModified}:${file.name}`.slice(0, 256),
    layout,
  };
}
