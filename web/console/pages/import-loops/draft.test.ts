import { describe, expect, it } from 'vitest';
import { blank, checked, draftOf, formatOf, layoutOf, requestOf } from './draft.ts';

const file = { name: 'photos.csv', size: 10, lastModified: 5 };
const csv = { ...blank, format: 'csv' as const };

describe('an import that is described', () => {
  it('knows the format by the name of the file', () => {
    expect(['a.CSV', 'a.tsv', 'a.b.jsonl', 'a.json', 'a.xlsx', 'csv'].map(formatOf)).toEqual([
      'csv',
      'csv',
      'jsonl',
      'jsonl',
      undefined,
      undefined,
    ]);
  });

  it('finds what is missing', () => {
    expect(checked(csv, file)).toEqual({});
    expect(Object.keys(checked(blank, undefined))).toEqual(['file', 'format']);
    expect(checked(csv, { ...file, size: 0 }).file).toContain('empty');
    expect(checked(csv, { ...file, size: (512 << 20) + 1 }).file).toContain('512 MiB');
    expect(checked({ ...csv, whole: true }, file).inputColumn).toBeDefined();
  });

  it('finds columns without a name, and those that stand there twice', () => {
    const column = { name: 'score', type: 'number' as const, member: '' };
    const columns = [column, { ...column, name: '' }, column];
    const [first, nameless, twice] = checked({ ...csv, columns }, file).columns ?? [];
    expect([first, nameless, twice].map((problem) => problem !== undefined)).toEqual([false, true, true]);
    expect(checked({ ...csv, columns, whole: true, inputColumn: 'input' }, file)).toEqual({});
  });

  it('says to the server only what counts for the format', () => {
    const all = {
      ...csv,
      nameColumn: 'id',
      delimiter: ';',
      prefix: 'input.',
      columns: [
        { name: 'score', type: 'number' as const, member: 'prediction.score' },
        { name: 'note', type: 'text' as const, member: '' },
      ],
    };
    expect(layoutOf(all, 'csv')).toEqual({
      format: 'csv',
      nameColumn: 'id',
      delimiter: ';',
      prefix: 'input.',
      columns: [{ name: 'score', type: 'number', member: 'prediction.score' }, { name: 'note' }],
    });
    expect(layoutOf(all, 'jsonl')).toEqual({ format: 'jsonl', nameColumn: 'id' });
    expect(layoutOf({ ...all, whole: true, inputColumn: 'input' }, 'csv')).toEqual({
      format: 'csv',
      nameColumn: 'id',
      inputColumn: 'input',
      delimiter: ';',
    });
  });

  it('reads the next file in the same way', () => {
    const layouts = [
      layoutOf(csv, 'csv'),
      layoutOf({ ...csv, nameColumn: 'id', whole: true, inputColumn: 'input' }, 'jsonl'),
      layoutOf(
        { ...csv, delimiter: '\t', prefix: 'input.', columns: [{ name: 'a', type: 'json', member: 'b.c' }] },
        'csv',
      ),
    ];
    for (const layout of layouts) expect(layoutOf(draftOf(layout), layout.format)).toEqual(layout);
  });

  it('tells a file that was changed from the one before', () => {
    const layout = layoutOf(csv, 'csv');
    const { fingerprint } = requestOf(file, layout);
    expect(requestOf({ ...file }, layout).fingerprint).toBe(fingerprint);
    expect(requestOf({ ...file, lastModified: 6 }, layout).fingerprint).not.toBe(fingerprint);
  });
});
