import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import type { Asked } from './history.ts';
import { texts } from './texts.ts';

interface HistoryProps {
  history: Asked[];
  onUse: (query: string) => void;
  onClear: () => void;
}

/** History lists the queries that were run in this browser. */
export function History({ history, onUse, onClear }: HistoryProps) {
  return (
    <SpaceBetween size="s">
      {history.length > 0 && <Button onClick={onClear}>{texts.clearHistory}</Button>}
      <Table<Asked>
        variant="embedded"
        items={history}
        ariaLabels={{ tableLabel: texts.history }}
        empty={<Empty title={texts.noHistory} lead={texts.noHistoryLead} />}
        columnDefinitions={[
          {
            id: 'query',
            header: texts.query,
            isRowHeader: true,
            cell: ({ query }) => <div className="value">{query}</div>,
          },
          { id: 'at', header: texts.asked, cell: ({ at }) => <Time at={at / 1000} /> },
          {
            id: 'use',
            header: texts.use,
            cell: ({ query }) => (
              <Button variant="inline-link" onClick={() => onUse(query)}>
                {texts.use}
              </Button>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
