import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Status } from '../../parts/status.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { texts } from './texts.ts';

type Loop = Output<'/api/v1/flow-definitions/{name}/human-loops', 'get'>['humanLoops'][number];
type LoopStatus = Loop['humanLoopStatus'];

const statuses: LoopStatus[] = ['InProgress', 'Completed', 'Stopping', 'Stopped', 'Failed'];

/** refreshEvery is how often the list is looked at again, in milliseconds. */
const refreshEvery = 5000;

/** Loops lists the human loops of a workflow, the newest first. */
export function Loops({ flow }: { flow: string }) {
  const { aws, api, go, may } = useDesk();
  const [contains, setContains] = useState('');
  const [status, setStatus] = useState<LoopStatus>();
  const list = useList<Loop>(
    async (nextToken) => {
      const page = await api.get('/api/v1/flow-definitions/{name}/human-loops', {
        path: { name: flow },
        query: { ...aws.place, contains, status, nextToken, maxResults: 50 },
      });
      return { items: page.humanLoops, next: page.nextToken };
    },
    [api, aws, flow, contains, status],
    refreshEvery,
  );
  const options = [
    { value: '', label: texts.anyStatus },
    ...statuses.map((value) => ({ value, label: value })),
  ];
  return (
    <ListTable
      title={texts.loops}
      variant="container"
      list={list}
      id={(loop) => loop.humanLoopName}
      search={{ value: contains, placeholder: texts.loopSearch, onChange: setContains }}
      filters={
        <Select
          ariaLabel={texts.status}
          selectedOption={options.find(({ value }) => value === (status ?? '')) ?? null}
          options={options}
          onChange={({ detail }) =>
            setStatus((detail.selectedOption.value || undefined) as LoopStatus | undefined)
          }
        />
      }
      columns={[
        {
          id: 'name',
          minWidth: 160,
          header: texts.loopName,
          isRowHeader: true,
          cell: ({ humanLoopName: name }) => <PageLink to={pathOf('loop', flow, name)}>{name}</PageLink>,
        },
        { id: 'status', header: texts.status, cell: (loop) => <Status is={loop.humanLoopStatus} /> },
        {
          id: 'answers',
          header: texts.answers,
          cell: ({ answers, taskCount, working }) => texts.answersOf(answers, taskCount, working),
        },
        {
          id: 'created',
          header: texts.created,
          minWidth: 130,
          cell: (loop) => <Time at={loop.creationTime} />,
        },
        { id: 'ended', header: texts.ended, minWidth: 130, cell: (loop) => <Time at={loop.endTime} /> },
        { id: 'failure', header: texts.failure, cell: (loop) => loop.failureReason ?? '–' },
      ]}
      empty={
        <Empty
          title={texts.noLoops}
          lead={texts.noLoopsLead}
          action={
            may('startLoop') && <Button onClick={() => go(pathOf('startLoop', flow))}>{texts.start}</Button>
          }
        />
      }
    />
  );
}
