import Button from '@cloudscape-design/components/button';
import { ListTable } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { type Saved, userOf } from './saved.ts';
import { texts } from './texts.ts';
import type { SavedQueries } from './use-saved.ts';

/** SavedList lists the queries that one has saved, and those that others share. */
export function SavedList({ saved }: { saved: SavedQueries }) {
  return (
    <ListTable<Saved>
      variant="embedded"
      title={texts.savedQueries}
      list={saved.list}
      id={({ id }) => id}
      search={{ value: saved.search, placeholder: texts.findSaved, onChange: saved.setSearch }}
      empty={<Empty title={texts.noSaved} lead={texts.noSavedLead} />}
      columns={[
        {
          id: 'name',
          header: texts.name,
          isRowHeader: true,
          cell: ({ id, name }) => (
            <Button variant="inline-link" onClick={() => void saved.open(id)}>
              {name}
            </Button>
          ),
        },
        {
          id: 'shared',
          header: texts.visible,
          cell: ({ shared }) => (shared ? texts.everybody : texts.onlyYou),
        },
        { id: 'owner', header: texts.owner, cell: ({ own, owner }) => (own ? texts.you : userOf(owner)) },
        { id: 'changed', header: texts.changed, cell: ({ changedAt }) => <Time at={changedAt} /> },
        { id: 'by', header: texts.changedBy, cell: ({ changedBy }) => userOf(changedBy) },
      ]}
    />
  );
}
