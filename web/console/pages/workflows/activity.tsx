import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { subjectOf } from './subject.ts';
import { texts } from './texts.ts';

type Done = Output<'/api/v1/flow-definitions/{name}/activity', 'get'>['activity'][number];

/** refreshEvery is how often the list is looked at again, in milliseconds. */
const refreshEvery = 5000;

/** Activity lists what was done to a workflow and its human loops, and by whom, the newest first. */
export function Activity({ flow }: { flow: string }) {
  const { aws, api } = useDesk();
  const [action, setAction] = useState('');
  const [outcome, setOutcome] = useState('');
  const list = useList<Done>(
    async (nextToken) => {
      const page = await api.get('/api/v1/flow-definitions/{name}/activity', {
        path: { name: flow },
        query: { ...aws.place, action, outcome, nextToken, maxResults: 50 },
      });
      return { items: page.activity, next: page.nextToken };
    },
    [api, aws, flow, action, outcome],
    refreshEvery,
  );
  return (
    <ListTable
      title={texts.activity}
      description={texts.activityLead}
      variant="container"
      list={list}
      id={(done) => done.id}
      filters={
        <SpaceBetween direction="horizontal" size="xs">
          <Choice label={texts.action} of={texts.actions} value={action} onChange={setAction} />
          <Choice label={texts.outcome} of={texts.outcomes} value={outcome} onChange={setOutcome} />
        </SpaceBetween>
      }
      columns={[
        {
          id: 'at',
          header: texts.at,
          minWidth: 130,
          isRowHeader: true,
          cell: ({ at }) => <Time at={at} />,
        },
        {
          id: 'who',
          header: texts.who,
          minWidth: 160,
          cell: ({ email, accessKeyId, principal }) => email ?? principal ?? accessKeyId ?? '–',
        },
        { id: 'action', header: texts.action, minWidth: 200, cell: (done) => done.action },
        {
          id: 'subject',
          header: texts.subject,
          minWidth: 160,
          cell: (done) => <Subject flow={flow} resource={done.resource} />,
        },
        {
          id: 'outcome',
          header: texts.outcome,
          minWidth: 150,
          cell: ({ outcome: is }) => (
            <StatusIndicator type={is === 'Success' ? 'success' : 'error'}>{is}</StatusIndicator>
          ),
        },
      ]}
      empty={<Empty title={texts.noActivity} lead={texts.noActivityLead} />}
    />
  );
}

function Subject({ flow, resource }: { flow: string; resource: string }) {
  const subject = subjectOf(resource);
  if (subject.loop === undefined) return subject.text;
  return <PageLink to={pathOf('loop', flow, subject.loop)}>{subject.loop}</PageLink>;
}

interface ChoiceProps {
  label: string;
  of: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

function Choice({ label, of, value, onChange }: ChoiceProps) {
  return (
    <Select
      ariaLabel={label}
      options={of}
      selectedOption={of.find((option) => option.value === value) ?? null}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
    />
  );
}
