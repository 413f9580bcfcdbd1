import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { Time } from '../../parts/time.tsx';
import { texts } from './texts.ts';
import type { Review } from './timeline.ts';

/** ReplacedAnswers lists the answers that their workers have corrected; nothing without any. */
export function ReplacedAnswers({ work }: { work: Review['work'] }) {
  const rows = work.flatMap(({ assignmentId, workerName, replaced }) =>
    (replaced ?? []).map((one, at) => ({ ...one, id: `${assignmentId} ${at}`, workerName })),
  );
  if (rows.length === 0) return null;
  return (
    <Table
      variant="container"
      wrapLines
      items={rows}
      trackBy="id"
      ariaLabels={{ tableLabel: texts.replaced }}
      header={
        <Header variant="h2" description={texts.replacedLead}>
          {texts.replaced}
        </Header>
      }
      columnDefinitions={[
        { id: 'worker', header: texts.worker, isRowHeader: true, cell: ({ workerName }) => workerName },
        { id: 'at', header: texts.corrected, cell: ({ correctionTime }) => <Time at={correctionTime} /> },
        {
          id: 'answer',
          header: texts.answer,
          minWidth: 240,
          cell: ({ answerContent }) => <Box variant="code">{JSON.stringify(answerContent)}</Box>,
        },
      ]}
    />
  );
}
