import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { lazy, Suspense } from 'react';
import { Empty, Waiting } from '../../parts/states.tsx';
import { type Advice, curveOf } from './question.ts';
import { texts } from './texts.ts';

const Chart = lazy(() => import('../../parts/chart.tsx'));

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

/** Report tells the advice: the sentence, the curve, and what it rests on. */
export function Report({ advice }: { advice: Advice }) {
  const skipped = advice.skipped ?? [];
  return (
    <SpaceBetween size="l">
      <Alert
        type={advice.outcome === 'Found' ? 'success' : 'info'}
        statusIconAriaLabel={texts.title}
        header={<output>{advice.sentence}</output>}
      >
        {advice.details} {advice.narrowing}
      </Alert>
      <Container header={<Header variant="h2">{texts.curve}</Header>}>
        {advice.curve.length === 0 ? (
          <Empty title={texts.noCurve} />
        ) : (
          <Suspense fallback={<Waiting />}>
            <Chart figure={curveOf(advice)} />
          </Suspense>
        )}
      </Container>
      {(advice.more ?? []).length > 0 && <More advice={advice} />}
      <Container header={<Header variant="h2">{texts.assumptions}</Header>}>
        <ul>
          {advice.assumptions.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Container>
      {skipped.length > 0 && (
        <Container header={<Header variant="h2">{texts.skipped}</Header>}>
          <ul>
            {skipped.map(({ reason, times }) => (
              <li key={reason}>{texts.times(reason, times)}</li>
            ))}
          </ul>
        </Container>
      )}
    </SpaceBetween>
  );
}

function More({ advice }: { advice: Advice }) {
  return (
    <Table
      items={advice.more ?? []}
      ariaLabels={{ tableLabel: texts.more }}
      header={<Header variant="h2">{texts.more}</Header>}
      columnDefinitions={[
        {
          id: 'answers',
          header: texts.answers,
          isRowHeader: true,
          cell: ({ answers }) => answers.toLocaleString(),
        },
        { id: 'threshold', header: texts.threshold, cell: ({ threshold }) => threshold.toPrecision(3) },
        { id: 'review', header: texts.review, cell: ({ review }) => percent.format(review) },
      ]}
    />
  );
}
