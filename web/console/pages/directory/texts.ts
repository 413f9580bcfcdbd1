/** texts are those of the data directory. */
export const texts = {
  title: 'Data directory',
  description: 'The tables that can be asked in SQL, and what their columns mean.',
  name: 'Table',
  summary: 'A row for each of',
  columns: 'Columns',
  search: 'Find tables and columns',
  column: 'Column',
  type: 'Type',
  meaning: 'Meaning',
  samples: 'Sample queries',
  open: 'Open in SQL',
  none: 'No tables',
};
