import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SageMaker } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { durationOf } from '../../duration.ts';
import { useLoad } from '../../load.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Show } from '../../parts/states.tsx';
import { Status } from '../../parts/status.tsx';
import Tabs from '../../parts/tabs.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { Advice } from '../advice/advice.tsx';
import { Conditions } from '../conditions/conditions.tsx';
import { ExportLoops } from '../export-loops/export.tsx';
import { Activity } from './activity.tsx';
import { DeleteWorkflow } from './delete.tsx';
import { Loops } from './loops.tsx';
import { texts } from './texts.ts';

type Workflow = SageMaker.DescribeFlowDefinitionResponse;

/** WorkflowSummary shows one human review workflow: its human loops, what was done to it, and its settings. */
export default function WorkflowSummary() {
  const { aws, route, go, may } = useDesk();
  const name = route.names[0] as string;
  const tab = route.query.get('tab') ?? 'loops';
  const workflow = useLoad(
    () => aws.sagemaker('DescribeFlowDefinition', { FlowDefinitionName: name }),
    [aws, name],
  );
  const [deleting, setDeleting] = useState(false);
  const [exporting, setExporting] = useState(false);
  const active = workflow.value?.FlowDefinitionStatus === 'Active';
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Crumbs
            items={[
              [texts.title, pathOf('workflows')],
              [name, pathOf('workflow', name)],
            ]}
          />
          <Header
            variant="h1"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                {may('startLoop') && (
                  <Button disabled={!active} onClick={() => go(pathOf('startLoop', name))}>
                    {texts.start}
                  </Button>
                )}
                {may('importLoops') && (
                  <Button disabled={!active} onClick={() => go(pathOf('importLoops', name))}>
                    {texts.import}
                  </Button>
                )}
                <Button onClick={() => setExporting(true)}>{texts.export}</Button>
                <Button disabled={!active} onClick={() => setDeleting(true)}>
                  {texts.delete}
                </Button>
              </SpaceBetween>
            }
          >
            {name}
          </Header>
        </SpaceBetween>
      }
    >
      <Show of={workflow}>
        {(flow) => (
          <Tabs
            activeTabId={tab}
            onChange={({ detail }) => go(`${pathOf('workflow', name)}?tab=${detail.activeTabId}`, 'replace')}
            tabs={[
              { id: 'loops', label: texts.loops, content: <Loops flow={name} /> },
              { id: 'conditions', label: texts.conditions, content: <Conditions flow={flow} /> },
              { id: 'advice', label: texts.advice, content: <Advice flow={flow} /> },
              { id: 'activity', label: texts.activity, content: <Activity flow={name} /> },
              { id: 'settings', label: texts.settings, content: <Settings flow={flow} /> },
            ]}
          />
        )}
      </Show>
      {exporting && <ExportLoops flow={name} onClose={() => setExporting(false)} />}
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

/** nameIn is what stands last in an ARN. */
const nameIn = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

function Settings({ flow }: { flow: Workflow }) {
  const { aws } = useDesk();
  const config = flow.HumanLoopConfig;
  const tags = useLoad(
    async () => (await aws.sagemaker('ListTags', { ResourceArn: flow.FlowDefinitionArn })).Tags ?? [],
    [aws, flow.FlowDefinitionArn],
  );
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.settings}</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.status, value: <Status is={flow.FlowDefinitionStatus} /> },
            { label: texts.arn, value: <Copyable text={flow.FlowDefinitionArn} /> },
            { label: texts.created, value: <Time at={flow.CreationTime} /> },
            { label: texts.output, value: <Copyable text={flow.OutputConfig.S3OutputPath} /> },
            { label: texts.role, value: flow.RoleArn },
            {
              label: texts.source,
              value: flow.HumanLoopRequestSource?.AwsManagedHumanLoopRequestSource ?? texts.custom,
            },
            ...(config
              ? [
                  {
                    label: texts.team,
                    value: (
                      <PageLink to={pathOf('team', nameIn(config.WorkteamArn))}>
                        {nameIn(config.WorkteamArn)}
                      </PageLink>
                    ),
                  },
                  {
                    label: texts.template,
                    value: (
                      <PageLink to={pathOf('template', nameIn(config.HumanTaskUiArn))}>
                        {nameIn(config.HumanTaskUiArn)}
                      </PageLink>
                    ),
                  },
                  { label: texts.taskTitle, value: config.TaskTitle },
                  { label: texts.taskDescription, value: config.TaskDescription },
                  { label: texts.count, value: config.TaskCount },
                  { label: texts.timeLimit, value: durationOf(config.TaskTimeLimitInSeconds) },
                  { label: texts.availability, value: durationOf(config.TaskAvailabilityLifetimeInSeconds) },
                  { label: texts.keywords, value: config.TaskKeywords?.join(', ') || '–' },
                ]
              : []),
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">{texts.tags}</Header>}>
        <Show of={tags}>
          {(all) =>
            all.length === 0 ? (
              <Box color="text-body-secondary">{texts.noTags}</Box>
            ) : (
              <KeyValuePairs
                columns={3}
                items={all.map(({ Key, Value }) => ({ label: Key, value: Value }))}
              />
            )
          }
        </Show>
      </Container>
    </SpaceBetween>
  );
}
