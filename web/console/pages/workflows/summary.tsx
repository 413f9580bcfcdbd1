import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import type { Runtime, SageMaker } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty, Show } from '../../parts/states.tsx';
import { Status } from '../../parts/status.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { DeleteWorkflow } from './delete.tsx';
import { texts } from './texts.ts';

type Workflow = SageMaker.DescribeFlowDefinitionResponse;

/** WorkflowSummary shows one human review workflow: its settings and its human loops. */
export default function WorkflowSummary() {
  const { aws, route, go } = useDesk();
  const name = route.names[0] as string;
  const workflow = useLoad(
    () => aws.sagemaker('DescribeFlowDefinition', { FlowDefinitionName: name }),
    [aws, name],
  );
  const [deleting, setDeleting] = useState(false);
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <BreadcrumbGroup
            items={[
              { text: texts.title, href: pathOf('workflows') },
              { text: name, href: pathOf('workflow', name) },
            ]}
            onFollow={(event) => {
              event.preventDefault();
              go(event.detail.href);
            }}
          />
          <Header variant="h1" actions={<Button onClick={() => setDeleting(true)}>{texts.delete}</Button>}>
            {name}
          </Header>
        </SpaceBetween>
      }
    >
      <Show of={workflow}>
        {(flow) => (
          <Tabs
            tabs={[
              { id: 'loops', label: texts.loops, content: <Loops flow={flow} /> },
              { id: 'settings', label: texts.settings, content: <Settings flow={flow} /> },
            ]}
          />
        )}
      </Show>
      {deleting && (
        <DeleteWorkflow
          name={name}
          onClose={() => setDeleting(false)}
          onDone={() => go(pathOf('workflows'))}
        />
      )}
    </ContentLayout>
  );
}

function Settings({ flow }: { flow: Workflow }) {
  const config = flow.HumanLoopConfig;
  return (
    <Container>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.status, value: <Status is={flow.FlowDefinitionStatus} /> },
          { label: texts.arn, value: <Copyable text={flow.FlowDefinitionArn} /> },
          { label: texts.created, value: <Time at={flow.CreationTime} /> },
          { label: texts.output, value: flow.OutputConfig.S3OutputPath },
          { label: texts.role, value: flow.RoleArn },
          {
            label: texts.source,
            value: flow.HumanLoopRequestSource?.AwsManagedHumanLoopRequestSource ?? texts.custom,
          },
          { label: texts.team, value: config?.WorkteamArn },
          { label: texts.template, value: config?.HumanTaskUiArn },
          { label: texts.taskTitle, value: config?.TaskTitle },
          { label: texts.taskDescription, value: config?.TaskDescription },
          { label: texts.count, value: config?.TaskCount },
          { label: texts.timeLimit, value: texts.seconds(config?.TaskTimeLimitInSeconds) },
          { label: texts.availability, value: texts.seconds(config?.TaskAvailabilityLifetimeInSeconds) },
          { label: texts.keywords, value: config?.TaskKeywords?.join(', ') || '–' },
        ]}
      />
    </Container>
  );
}

type Loop = Runtime.HumanLoopSummary;

function Loops({ flow }: { flow: Workflow }) {
  const { aws } = useDesk();
  const list = useList<Loop>(
    async (token) => {
      const input = { FlowDefinitionArn: flow.FlowDefinitionArn, ...(token ? { NextToken: token } : {}) };
      const page = await aws.loops(input);
      return { items: page.HumanLoopSummaries, next: page.NextToken };
    },
    [aws, flow.FlowDefinitionArn],
    5000,
  );
  return (
    <ListTable
      title={texts.loops}
      variant="container"
      list={list}
      id={(loop) => loop.HumanLoopName ?? ''}
      columns={[
        {
          id: 'name',
          header: texts.loopName,
          isRowHeader: true,
          cell: ({ HumanLoopName: name = '' }) => (
            <PageLink to={pathOf('loop', flow.FlowDefinitionName, name)}>{name}</PageLink>
          ),
        },
        { id: 'status', header: texts.status, cell: (loop) => <Status is={loop.HumanLoopStatus} /> },
        { id: 'created', header: texts.created, cell: (loop) => <Time at={loop.CreationTime} /> },
        { id: 'failure', header: texts.failure, cell: (loop) => loop.FailureReason ?? '–' },
      ]}
      empty={<Empty title={texts.noLoops} lead={texts.noLoopsLead} />}
    />
  );
}
