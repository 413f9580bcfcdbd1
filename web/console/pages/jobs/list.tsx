import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useAct } from '../../act.ts';
import { useDesk } from '../../desk.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { causeOf, type Job, type State, stateOf } from './state.ts';
import { texts } from './texts.ts';

const refreshEvery = 5000;

const looks: Record<State, StatusIndicatorProps.Type> = {
  dead: 'error',
  failing: 'warning',
  line: 'pending',
  waiting: 'pending',
};

function About({ job }: { job: Job }) {
  const { may } = useDesk();
  const { flowDefinition: flow, humanLoop: loop, eventTarget: target } = job;
  if (target) return <>{texts.target(target)}</>;
  if (!flow) return <>–</>;
  const text = loop ?? flow;
  if (!may('workflow')) return <>{text}</>;
  return <PageLink to={loop ? pathOf('loop', flow, loop) : pathOf('workflow', flow)}>{text}</PageLink>;
}

function Cause({ job }: { job: Job }) {
  const why = causeOf(job);
  if (!why) return <>–</>;
  return (
    <>
      {why.cause}
      {why.step && (
        <Box variant="small" display="block">
          {why.step}
        </Box>
      )}
    </>
  );
}

function Next({ job }: { job: Job }) {
  if (job.deadAt) return <>{texts.never}</>;
  if (job.inLine) return <>{texts.afterEarlier}</>;
  return <Time at={job.dueAt} />;
}

const columns = [
  {
    id: 'what',
    header: texts.what,
    minWidth: 130,
    isRowHeader: true,
    cell: (job: Job) => texts.kinds[job.kind] ?? job.kind,
  },
  { id: 'about', header: texts.about, cell: (job: Job) => <About job={job} /> },
  {
    id: 'state',
    header: texts.state,
    minWidth: 130,
    cell: (job: Job) => (
      <StatusIndicator type={looks[stateOf(job)]}>{texts.states[stateOf(job)]}</StatusIndicator>
    ),
  },
  { id: 'error', header: texts.error, minWidth: 260, cell: (job: Job) => <Cause job={job} /> },
  { id: 'attempts', header: texts.attempts, cell: (job: Job) => job.attempts },
  { id: 'since', header: texts.since, minWidth: 130, cell: (job: Job) => <Time at={job.createdAt} /> },
  { id: 'next', header: texts.next, minWidth: 130, cell: (job: Job) => <Next job={job} /> },
];

const choices = [
  { value: 'all', label: texts.all },
  { value: 'dead', label: texts.dead },
];

/** Jobs lists the work that is not done, and replays what failed. */
export default function Jobs() {
  const { api, session } = useDesk();
  const [show, setShow] = useState('all');
  const [chosen, setChosen] = useState<Job[]>([]);
  const { busy, act } = useAct();
  const list = useList(
    async (token) => {
      const query = { dead: show === 'dead', ...(token ? { nextToken: token } : {}) };
      const page = await api.get('/api/v1/saved-jobs', { query });
      return { items: page.jobs, next: page.nextToken };
    },
    [api, show],
    refreshEvery,
  );
  const replay = (name: string, body: { ids?: string[]; allFailing?: boolean }) =>
    act(name, async () => {
      const { retried } = await api.post('/api/v1/saved-jobs/retry', { body });
      setChosen([]);
      list.again();
      return texts.replayed(retried);
    });
  const there = chosen.filter((job) => list.items.some(({ id }) => id === job.id));
  const changes = session.worker.administrator && {
    chosen: there,
    onChoose: setChosen,
    choice: 'multi' as const,
    actions: (
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          disabled={there.length === 0}
          loading={busy === 'some'}
          onClick={() => void replay('some', { ids: there.map(({ id }) => id) })}
        >
          {there.length === 0 ? texts.replay : texts.replaySelected(there.length)}
        </Button>
        <Button
          variant="primary"
          loading={busy === 'all'}
          onClick={() => void replay('all', { allFailing: true })}
        >
          {texts.replayAll}
        </Button>
      </SpaceBetween>
    ),
  };
  return (
    <ListTable
      {...changes}
      title={texts.title}
      description={texts.description}
      list={list}
      columns={columns}
      id={(job) => job.id}
      filters={
        <Select
          ariaLabel={texts.show}
          options={choices}
          selectedOption={choices.find(({ value }) => value === show) ?? null}
          onChange={({ detail }) => setShow(detail.selectedOption.value ?? 'all')}
        />
      }
      empty={<Empty title={texts.none} lead={texts.noneLead} />}
    />
  );
}
