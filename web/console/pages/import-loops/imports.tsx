import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { texts } from './texts.ts';
import type { Import, Way } from './upload.ts';

/** refreshEvery is how often the list is looked at again, in milliseconds. */
const refreshEvery = 5000;

const looks: Record<Import['status'], StatusIndicatorProps.Type> = {
  Uploading: 'pending',
  Checking: 'in-progress',
  Checked: 'pending',
  Starting: 'in-progress',
  Completed: 'success',
  Cancelled: 'stopped',
  Failed: 'error',
};

/** Imports lists those of a workflow, the newest first. */
export function Imports({ way }: { way: Way }) {
  const { flow } = way;
  const list = useList<Import>(
    async (nextToken) => {
      const page = await way.api.get('/api/v1/flow-definitions/{name}/imports', {
        path: { name: flow },
        query: { ...way.place, ...(nextToken ? { nextToken } : {}) },
      });
      return { items: page.imports, next: page.nextToken };
    },
    [way],
    refreshEvery,
  );
  return (
    <ListTable
      title={texts.imports}
      variant="container"
      list={list}
      id={({ id }) => id}
      columns={[
        {
          id: 'file',
          header: texts.file,
          minWidth: 160,
          isRowHeader: true,
          cell: ({ id, fileName }) => (
            <PageLink to={`${pathOf('importLoops', flow)}?import=${id}`}>{fileName}</PageLink>
          ),
        },
        {
          id: 'status',
          header: texts.status,
          cell: ({ status }) => <StatusIndicator type={looks[status]}>{status}</StatusIndicator>,
        },
        { id: 'rows', header: texts.rowsAll, cell: ({ rows }) => rows.toLocaleString() },
        { id: 'wrong', header: texts.rowsWrong, cell: ({ bad }) => bad.toLocaleString() },
        { id: 'started', header: texts.started, cell: ({ started }) => started.toLocaleString() },
        {
          id: 'created',
          header: texts.created,
          minWidth: 130,
          cell: ({ creationTime }) => <Time at={creationTime} />,
        },
      ]}
      empty={<Empty title={texts.none} lead={texts.noneLead} />}
    />
  );
}
