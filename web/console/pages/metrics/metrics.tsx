import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { type Loaded, useLoad } from '../../load.ts';
import { everything } from '../../parts/everything.ts';
import type { Figure } from '../../parts/figure.ts';
import { Empty, Show, Waiting } from '../../parts/states.tsx';
import { AgreementPart } from './agreement-part.tsx';
import { asking, perPart, throughput, waitingNow } from './figures.ts';
import { perFlow, perWorker, type Span, spans } from './questions.ts';
import { texts } from './texts.ts';

const Chart = lazy(() => import('../../parts/chart.tsx'));

/** Metrics shows what waits, what is done, how long it takes, and how far workers agree. */
export default function Metrics() {
  const { api, aws } = useDesk();
  const [span, setSpan] = useState(spans[1] as Span);
  const [flow, setFlow] = useState('');
  const { account } = aws.place;
  const ask = useMemo(() => asking(api, account), [api, account]);
  const keys = [ask, span, flow] as const;
  const flows = useLoad(() => flowNames(aws), [aws]);
  const waiting = useLoad(() => waitingNow(ask, flow), [ask, flow]);
  const done = useLoad(() => throughput(ask, span, flow, new Date()), keys);
  const byFlow = useLoad(
    () => perPart(ask, perFlow, span, flow, new Date(), texts.perFlow, texts.workflow),
    keys,
  );
  const byWorker = useLoad(
    () => perPart(ask, perWorker, span, flow, new Date(), texts.perWorker, texts.worker),
    keys,
  );
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={texts.description}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <SpaceBetween direction="horizontal" size="m">
          <FormField label={texts.span}>
            <Select
              selectedOption={{ value: span.id, label: texts.spans[span.id] ?? span.id }}
              options={spans.map(({ id }) => ({ value: id, label: texts.spans[id] ?? id }))}
              onChange={({ detail }) =>
                setSpan(spans.find(({ id }) => id === detail.selectedOption.value) ?? span)
              }
            />
          </FormField>
          <FormField label={texts.flow} errorText={flows.error}>
            <Select
              filteringType="auto"
              selectedOption={{ value: flow, label: flow || texts.every }}
              options={['', ...(flows.value ?? [])].map((name) => ({
                value: name,
                label: name || texts.every,
              }))}
              onChange={({ detail }) => setFlow(detail.selectedOption.value ?? '')}
            />
          </FormField>
        </SpaceBetween>
        <Part title={texts.waiting} of={waiting} />
        <Part title={texts.throughput} of={done} />
        <Part title={texts.perFlow} of={byFlow} />
        <Part title={texts.perWorker} of={byWorker} />
        <AgreementPart ask={ask} span={span} flow={flow} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Part({ title, of }: { title: string; of: Loaded<Figure | null> }) {
  return (
    <Container
      header={
        <Header variant="h2" description={of.value?.description}>
          {title}
        </Header>
      }
    >
      <Show of={of}>
        {(figure) =>
          figure ? (
            <Suspense fallback={<Waiting />}>
              <Chart figure={figure} />
            </Suspense>
          ) : (
            <Empty title={texts.nothing} lead={texts.nothingLead} />
          )
        }
      </Show>
    </Container>
  );
}

async function flowNames(aws: ReturnType<typeof useDesk>['aws']): Promise<string[]> {
  const all = await everything(async (token?: string) => {
    const page = await aws.sagemaker('ListFlowDefinitions', {
      MaxResults: 100,
      ...(token ? { NextToken: token } : {}),
    });
    return { items: page.FlowDefinitionSummaries, next: page.NextToken };
  });
  return all.map(({ FlowDefinitionName: name }) => name);
}
