import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { ConsoleApi, Output } from '../../../api/console.ts';
import { useAct } from '../../act.ts';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Once } from '../../parts/once.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { type Added, AddTarget } from './add.tsx';
import { texts } from './texts.ts';

type Target = Output<'/api/v1/event-targets', 'get'>['eventTargets'][number];

/** Waiting is how many deliveries wait for each target, as far as they were counted. */
interface Waiting {
  of: Map<string, { count: number; failing: number }>;
  more: boolean;
}

// Counted up to some pages: the page of jobs lists them all.
const pagesCounted = 5;

async function waitingDeliveries(api: ConsoleApi): Promise<Waiting> {
  const of: Waiting['of'] = new Map();
  let token: string | undefined;
  for (let page = 0; page < pagesCounted; page++) {
    const answer = await api.get('/api/v1/saved-jobs', { query: token ? { nextToken: token } : {} });
    for (const { eventTarget, lastError } of answer.jobs) {
      if (!eventTarget) continue;
      const before = of.get(eventTarget) ?? { count: 0, failing: 0 };
      of.set(eventTarget, { count: before.count + 1, failing: before.failing + (lastError ? 1 : 0) });
    }
    token = answer.nextToken;
    if (!token) break;
  }
  return { of, more: token !== undefined };
}

function WaitingFor({ target, waiting }: { target: Target; waiting: Waiting | undefined }) {
  const { count, failing } = waiting?.of.get(target.name) ?? { count: 0, failing: 0 };
  if (!waiting) return <>–</>;
  const text = texts.waitingSome(count, waiting.more);
  if (count === 0) return <>{text}</>;
  return (
    <PageLink to={pathOf('jobs')}>{failing > 0 ? `${text} (${texts.failing(failing)})` : text}</PageLink>
  );
}

const columnsWith = (waiting: Waiting | undefined) => [
  { id: 'name', header: texts.name, isRowHeader: true, cell: ({ name }: Target) => name },
  { id: 'kind', header: texts.kind, cell: ({ kind }: Target) => texts.kinds[kind] ?? kind },
  { id: 'address', header: texts.address, minWidth: 200, cell: ({ address }: Target) => address },
  {
    id: 'state',
    header: texts.state,
    minWidth: 130,
    cell: ({ disabledAt }: Target) => (
      <StatusIndicator type={disabledAt ? 'stopped' : 'success'}>
        {disabledAt ? texts.off : texts.on}
      </StatusIndicator>
    ),
  },
  {
    id: 'waiting',
    header: texts.waiting,
    cell: (target: Target) => <WaitingFor target={target} waiting={waiting} />,
  },
  {
    id: 'pattern',
    header: texts.pattern,
    cell: ({ pattern }: Target) =>
      pattern ? <span title={pattern}>{texts.byPattern}</span> : texts.allEvents,
  },
  {
    id: 'region',
    header: texts.region,
    cell: ({ region }: Target) => (region === '*' ? texts.everyRegion : region),
  },
  { id: 'account', header: texts.account, cell: ({ account }: Target) => account },
  {
    id: 'since',
    header: texts.since,
    minWidth: 130,
    cell: ({ createdAt }: Target) => <Time at={createdAt} />,
  },
];

/** Events lists where events are sent to. */
export default function Events() {
  const { api, session } = useDesk();
  const [chosen, setChosen] = useState<Target[]>([]);
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState<Added>();
  const list = useList(
    async (token) => {
      const page = await api.get('/api/v1/event-targets', { query: token ? { nextToken: token } : {} });
      return { items: page.eventTargets, next: page.nextToken };
    },
    [api],
  );
  const waiting = useLoad(() => waitingDeliveries(api), [api], 10_000);
  const target = list.items.find(({ name }) => name === chosen[0]?.name);
  const changes = session.worker.administrator && {
    chosen: target ? [target] : [],
    onChoose: setChosen,
    actions: (
      <SpaceBetween direction="horizontal" size="xs">
        <Actions target={target} onChange={list.again} />
        <Button variant="primary" onClick={() => setAdding(true)}>
          {texts.add}
        </Button>
      </SpaceBetween>
    ),
  };
  return (
    <>
      <ListTable
        {...changes}
        title={texts.title}
        description={texts.description}
        list={list}
        columns={columnsWith(waiting.value)}
        id={(target) => target.name}
        empty={<Empty title={texts.none} lead={texts.noneLead} />}
      />
      {adding && (
        <AddTarget
          onClose={() => setAdding(false)}
          onAdded={(added) => {
            setAdding(false);
            setAdded(added);
            list.again();
          }}
        />
      )}
      {added?.signingSecret && (
        <Once
          title={texts.made(added.eventTarget.name)}
          lead={texts.secretLead}
          values={[{ label: texts.signingSecret, value: added.signingSecret }]}
          onClose={() => setAdded(undefined)}
        />
      )}
    </>
  );
}

function Actions({ target, onChange }: { target: Target | undefined; onChange: () => void }) {
  const { api, say } = useDesk();
  const { busy, act } = useAct();
  const [removing, setRemoving] = useState(false);
  const name = target?.name ?? '';
  const path = { name };
  const test = () =>
    act('test', async () => {
      const { received, reason } = await api.post('/api/v1/event-targets/{name}/test', { path });
      if (!received) throw new Error(texts.notReceived(name, reason ?? ''));
      return texts.received(name);
    });
  const turn = () =>
    act('turn', async () => {
      if (target?.disabledAt) await api.post('/api/v1/event-targets/{name}/enable', { path });
      else await api.post('/api/v1/event-targets/{name}/disable', { path });
      onChange();
      return target?.disabledAt ? texts.enabledNow(name) : texts.disabledNow(name);
    });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button disabled={!target} loading={busy === 'test'} onClick={() => void test()}>
        {texts.test}
      </Button>
      <Button disabled={!target} loading={busy === 'turn'} onClick={() => void turn()}>
        {target?.disabledAt ? texts.enable : texts.disable}
      </Button>
      <Button disabled={!target} onClick={() => setRemoving(true)}>
        {texts.remove}
      </Button>
      {removing && target && (
        <Confirm
          title={texts.removeTitle(name)}
          action={texts.remove}
          onClose={() => setRemoving(false)}
          onConfirm={async () => {
            await api.delete('/api/v1/event-targets/{name}', { path });
            say({ type: 'success', content: texts.removed(name) });
            setRemoving(false);
            onChange();
          }}
        >
          {texts.removeLead}
        </Confirm>
      )}
    </SpaceBetween>
  );
}
