import Button from '@cloudscape-design/components/button';
import { urlOf } from '../../../api/console.ts';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { texts } from './texts.ts';
import { type Import, inputOf, type Way } from './upload.ts';

/** Problems lists what is wrong with rows of an import, the first rows first. */
export function Problems({ way, of }: { way: Way; of: Import }) {
  const { path, query } = inputOf(way, of.id);
  const list = useList(
    async (after) => {
      const page = await way.api.get('/api/v1/flow-definitions/{name}/imports/{id}/problems', {
        path,
        query: { ...query, ...(after ? { after: Number(after) } : {}) },
      });
      const last = page.problems.at(-1);
      return { items: page.problems, next: page.more && last ? String(last.row) : undefined };
    },
    [way, of.id, of.status, of.refused],
  );
  return (
    <ListTable
      title={texts.problems}
      description={texts.problemsHint}
      variant="container"
      list={list}
      id={({ row }) => String(row)}
      columns={[
        { id: 'row', header: texts.row, isRowHeader: true, cell: ({ row }) => row.toLocaleString() },
        { id: 'name', header: texts.loopName, minWidth: 140, cell: (one) => one.humanLoopName || '–' },
        { id: 'problem', header: texts.problem, minWidth: 260, cell: ({ problem }) => problem },
      ]}
      actions={
        <Button
          iconName="download"
          href={urlOf('/api/v1/flow-definitions/{name}/imports/{id}/problems/file', { path, query })}
          download={`problems-${of.id.toLowerCase()}.csv`}
        >
          {texts.download}
        </Button>
      }
      empty={<Empty title={texts.noProblems} />}
    />
  );
}
