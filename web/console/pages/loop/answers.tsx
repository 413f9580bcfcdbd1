import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { Empty } from '../../parts/states.tsx';
import { type Row, rowsOf } from './compare.ts';
import { texts } from './texts.ts';
import type { Review } from './timeline.ts';

/** Answers shows the workers' answers side by side and marks where they differ. */
export function Answers({ work }: { work: Review['work'] }) {
  const answered = work.filter(({ status }) => status === 'Submitted');
  if (answered.length === 0) {
    return (
      <Container>
        <Empty title={texts.noAnswers} lead={texts.noAnswersLead} />
      </Container>
    );
  }
  const rows = rowsOf(answered.map(({ answerContent }) => answerContent));
  const different = rows.filter(({ differs }) => differs).length;
  return (
    <Table<Row>
      variant="container"
      wrapLines
      items={rows}
      trackBy="path"
      ariaLabels={{ tableLabel: texts.answers }}
      header={
        <Header
          variant="h2"
          info={
            answered.length > 1 && (
              <Badge color={different > 0 ? 'red' : 'green'}>
                {different > 0 ? texts.differ(different) : texts.agree}
              </Badge>
            )
          }
        >
          {texts.answers}
        </Header>
      }
      columnDefinitions={[
        {
          id: 'path',
          header: texts.member,
          isRowHeader: true,
          cell: ({ path, differs }) => (
            <>
              {path} {differs && <Badge color="red">{texts.differs}</Badge>}
            </>
          ),
        },
        ...answered.map(({ assignmentId, workerName }, at) => ({
          id: assignmentId,
          header: workerName,
          cell: ({ values, differs }: Row) => <Value value={values[at]} strong={differs} />,
        })),
      ]}
    />
  );
}

function Value({ value, strong }: { value: unknown; strong: boolean }) {
  const text = value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
  return strong ? <Box fontWeight="bold">{text}</Box> : text;
}
