import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { pathOf } from '../../routes.ts';
import { texts } from './texts.ts';

type Dataset = Output<'/api/v1/sql/tables', 'get'>['tables'][number];

const columns = [
  {
    id: 'id',
    header: texts.name,
    isRowHeader: true,
    cell: ({ id }: Dataset) => <PageLink to={pathOf('table', id)}>{id}</PageLink>,
  },
  { id: 'summary', header: texts.summary, minWidth: 260, cell: ({ summary }: Dataset) => summary },
  { id: 'columns', header: texts.columns, cell: ({ fields }: Dataset) => fields?.length ?? 0 },
];

/** has tells whether a table or one of its columns has the words. */
function has({ id, summary, fields }: Dataset, words: string): boolean {
  return [id, summary, ...(fields ?? []).map(({ name }) => name)].some((text) =>
    text.toLowerCase().includes(words),
  );
}

/** Directory lists the tables that can be asked in SQL. */
export default function Directory() {
  const { api, aws } = useDesk();
  const { account } = aws.place;
  const [search, setSearch] = useState('');
  const all = useList(
    async () => ({ items: (await api.get('/api/v1/sql/tables', { query: { account } })).tables }),
    [api, account],
  );
  const items = all.items.filter((table) => has(table, search.trim().toLowerCase()));
  return (
    <ListTable
      title={texts.title}
      description={texts.description}
      list={{ ...all, items }}
      columns={columns}
      id={({ id }) => id}
      search={{ value: search, placeholder: texts.search, onChange: setSearch }}
      empty={<Empty title={texts.none} />}
    />
  );
}
