import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SageMaker } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty, Show } from '../../parts/states.tsx';
import { Status } from '../../parts/status.tsx';
import Tabs from '../../parts/tabs.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { TopicField } from './create.tsx';
import { Members } from './members.tsx';
import { groupsOf, topicArn } from './rules.ts';
import { texts } from './texts.ts';

type Workteam = SageMaker.Workteam;

/** Team shows one work team: who is in it, what uses it, and its settings. */
export default function Team() {
  const { aws, route, session, go, say } = useDesk();
  const name = route.names[0] as string;
  const [asked, setAsked] = useState<'edit' | 'delete'>();
  const team = useLoad(
    async () => (await aws.sagemaker('DescribeWorkteam', { WorkteamName: name })).Workteam,
    [aws, name],
  );
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Crumbs
            items={[
              [texts.title, pathOf('workforce')],
              [name, pathOf('team', name)],
            ]}
          />
          <Header
            variant="h1"
            description={team.value?.Description}
            actions={
              session.worker.administrator && (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button disabled={!team.value} onClick={() => setAsked('edit')}>
                    {texts.edit}
                  </Button>
                  <Button onClick={() => setAsked('delete')}>{texts.delete}</Button>
                </SpaceBetween>
              )
            }
          >
            {name}
          </Header>
        </SpaceBetween>
      }
    >
      <Show of={team}>
        {(team) => (
          <Tabs
            tabs={[
              { id: 'members', label: texts.members, content: <Members name={name} /> },
              { id: 'workflows', label: texts.workflows, content: <Workflows name={name} /> },
              { id: 'settings', label: texts.settings, content: <Settings team={team} /> },
            ]}
          />
        )}
      </Show>
      {asked === 'edit' && team.value && (
        <EditTeam
          team={team.value}
          onClose={() => setAsked(undefined)}
          onSaved={() => {
            setAsked(undefined);
            say({ type: 'success', content: texts.saved });
            team.again();
          }}
        />
      )}
      {asked === 'delete' && (
        <Confirm
          title={texts.deleteTitle(name)}
          action={texts.delete}
          onClose={() => setAsked(undefined)}
          onConfirm={async () => {
            await aws.sagemaker('DeleteWorkteam', { WorkteamName: name });
            go(pathOf('workforce'));
            say({ type: 'success', content: texts.deleted(name) });
          }}
        >
          {texts.deleteLead}
        </Confirm>
      )}
    </ContentLayout>
  );
}

function Settings({ team }: { team: Workteam }) {
  return (
    <Container>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.arn, value: <Copyable text={team.WorkteamArn} /> },
          { label: texts.groups, value: groupsOf(team).join(', ') || '–' },
          { label: texts.topic, value: team.NotificationConfiguration?.NotificationTopicArn || '–' },
          { label: texts.portal, value: team.SubDomain ? <Copyable text={team.SubDomain} /> : '–' },
          { label: texts.created, value: <Time at={team.CreateDate} /> },
        ]}
      />
    </Container>
  );
}

function EditTeam({ team, onClose, onSaved }: { team: Workteam; onClose: () => void; onSaved: () => void }) {
  const { aws } = useDesk();
  const [description, setDescription] = useState(team.Description);
  const [topic, setTopic] = useState(team.NotificationConfiguration?.NotificationTopicArn ?? '');
  return (
    <Dialog
      title={texts.edit}
      action={texts.save}
      ready={description.trim() !== '' && topicArn.test(topic.trim())}
      onClose={onClose}
      onSubmit={async () => {
        await aws.sagemaker('UpdateWorkteam', {
          WorkteamName: team.WorkteamName,
          Description: description.trim(),
          NotificationConfiguration: { NotificationTopicArn: topic.trim() },
        });
        onSaved();
      }}
    >
      <FormField label={texts.teamDescription}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <TopicField value={topic} onChange={setTopic} />
    </Dialog>
  );
}

function Workflows({ name }: { name: string }) {
  const { api, aws, may } = useDesk();
  const list = useList(
    async (token) => {
      const page = await api.get('/api/v1/teams/{team}/flow-definitions', {
        path: { team: name },
        query: { ...aws.place, ...(token ? { nextToken: token } : {}) },
      });
      return { items: page.flowDefinitions, next: page.nextToken };
    },
    [api, aws, name],
  );
  return (
    <ListTable
      title={texts.workflows}
      variant="container"
      list={list}
      id={(flow) => flow.flowDefinitionName}
      columns={[
        {
          id: 'name',
          header: texts.workflow,
          isRowHeader: true,
          cell: ({ flowDefinitionName: flow }) =>
            may('workflow') ? <PageLink to={pathOf('workflow', flow)}>{flow}</PageLink> : flow,
        },
        { id: 'status', header: texts.status, cell: (flow) => <Status is={flow.flowDefinitionStatus} /> },
        { id: 'created', header: texts.created, cell: (flow) => <Time at={flow.creationTime} /> },
      ]}
      empty={<Empty title={texts.noWorkflows} />}
    />
  );
}
