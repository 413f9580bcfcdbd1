import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useEffect, useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Empty } from '../../parts/states.tsx';
import { texts as frame } from '../../texts.ts';
import { csvOf, type Row } from './result.ts';
import type { Result } from './run.ts';
import { texts } from './texts.ts';

const perPage = 50;

const seconds = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'second', maximumFractionDigits: 2 });

/** Grid shows the rows of a result, page by page. */
export function Grid({ result }: { result: Result }) {
  const [page, setPage] = useState(1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result begins at its first page
  useEffect(() => setPage(1), [result]);
  const pages = Math.max(1, Math.ceil(result.rows.length / perPage));
  const shown = result.rows.slice((page - 1) * perPage, page * perPage);
  return (
    <SpaceBetween size="s">
      {result.truncated && (
        <Alert type="info" statusIconAriaLabel="Info">
          {texts.truncated(result.rows.length)}
        </Alert>
      )}
      {result.cutShort && (
        <Alert type="error" statusIconAriaLabel="Error">
          {texts.cutShort(result.cutShort)}
        </Alert>
      )}
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        <Box color="text-body-secondary">
          <output>{texts.took(texts.countOf(result.rows.length), seconds.format(result.took / 1000))}</output>
        </Box>
        <Button iconName="download" disabled={result.columns.length === 0} onClick={() => download(result)}>
          {texts.download}
        </Button>
        {pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
            ariaLabels={{
              nextPageLabel: frame.nextPage,
              previousPageLabel: frame.previousPage,
              pageLabel: frame.pageNumber,
            }}
          />
        )}
      </SpaceBetween>
      <Table<Row>
        variant="embedded"
        items={shown}
        ariaLabels={{ tableLabel: texts.results }}
        empty={<Empty title={texts.noRows} lead={texts.noRowsLead} />}
        columnDefinitions={result.columns.map(({ name, type }, at) => ({
          id: String(at),
          header: (
            <>
              {name}
              <Box color="text-body-secondary" fontSize="body-s" fontWeight="normal">
                {type}
              </Box>
            </>
          ),
          cell: (row) => <Cell value={row[at] ?? null} column={name} />,
        }))}
      />
    </SpaceBetween>
  );
}

function Cell({ value, column }: { value: string | null; column: string }) {
  const { say } = useDesk();
  if (value === null) return <span className="null">{texts.null}</span>;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      say({ type: 'success', content: texts.copied });
    } catch {
      say({ type: 'error', content: texts.copyFailed });
    }
  };
  return (
    <SpaceBetween direction="horizontal" size="xxs">
      <div className="value">{value}</div>
      <Button variant="inline-icon" iconName="copy" ariaLabel={texts.copyCell(column)} onClick={copy} />
    </SpaceBetween>
  );
}

function download({ columns, rows }: Result): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csvOf(columns, rows)], { type: 'text/csv' }));
  link.download = texts.fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}
