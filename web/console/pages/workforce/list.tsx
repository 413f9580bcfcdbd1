import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import type { SageMaker } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import Tabs from '../../parts/tabs.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { CreateTeam } from './create.tsx';
import { groupsOf } from './rules.ts';
import { texts } from './texts.ts';
import { WorkforceSettings } from './workforce.tsx';

type Team = SageMaker.Workteam;

const columns = [
  {
    id: 'name',
    minWidth: 160,
    header: texts.name,
    isRowHeader: true,
    cell: ({ WorkteamName: name }: Team) => <PageLink to={pathOf('team', name)}>{name}</PageLink>,
  },
  { id: 'description', header: texts.teamDescription, minWidth: 160, cell: (team: Team) => team.Description },
  { id: 'groups', header: texts.groups, cell: (team: Team) => groupsOf(team).join(', ') },
  {
    id: 'topic',
    header: texts.topic,
    cell: (team: Team) => team.NotificationConfiguration?.NotificationTopicArn || '–',
  },
  {
    id: 'created',
    header: texts.created,
    minWidth: 130,
    cell: (team: Team) => <Time at={team.CreateDate} />,
  },
];

/** Workforce shows the work teams of the region, and the workforce that they are parts of. */
export default function Workforce() {
  return (
    <ContentLayout header={<Header variant="h1">{texts.workforces}</Header>}>
      <Tabs
        ariaLabel={texts.workforces}
        tabs={[
          { id: 'teams', label: texts.teamsTab, content: <Teams /> },
          { id: 'workforce', label: texts.workforceTab, content: <WorkforceSettings /> },
        ]}
      />
    </ContentLayout>
  );
}

function Teams() {
  const { aws, go, session } = useDesk();
  const [search, setSearch] = useState('');
  const [creating, setCreating] = useState(false);
  const list = useList(
    async (token) => {
      const page = await aws.sagemaker('ListWorkteams', {
        ...(search ? { NameContains: search } : {}),
        ...(token ? { NextToken: token } : {}),
      });
      return { items: page.Workteams, next: page.NextToken };
    },
    [aws, search],
  );
  return (
    <>
      <ListTable
        title={texts.title}
        description={texts.description}
        variant="container"
        list={list}
        columns={columns}
        id={(team) => team.WorkteamName}
        search={{ value: search, placeholder: texts.search, onChange: setSearch }}
        actions={
          session.worker.administrator && (
            <Button variant="primary" onClick={() => setCreating(true)}>
              {texts.create}
            </Button>
          )
        }
        empty={<Empty title={texts.none} lead={texts.noneLead} />}
      />
      {creating && (
        <CreateTeam onClose={() => setCreating(false)} onCreated={(name) => go(pathOf('team', name))} />
      )}
    </>
  );
}
