import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { type Looked, nothing, type Query, queryOf } from './looked.ts';
import { texts } from './texts.ts';

type Entry = Output<'/api/v1/audit', 'get'>['entries'][number];

const columns = [
  { id: 'at', header: texts.at, minWidth: 130, isRowHeader: true, cell: ({ at }: Entry) => <Time at={at} /> },
  {
    id: 'who',
    header: texts.who,
    cell: ({ email, accessKeyId, principal }: Entry) => email ?? accessKeyId ?? principal ?? '–',
  },
  { id: 'action', header: texts.action, cell: ({ action }: Entry) => action },
  { id: 'resource', header: texts.resource, minWidth: 200, cell: ({ resource }: Entry) => resource || '–' },
  {
    id: 'outcome',
    header: texts.outcome,
    minWidth: 150,
    cell: ({ outcome }: Entry) => (
      <StatusIndicator type={outcome === 'Success' ? 'success' : 'error'}>{outcome}</StatusIndicator>
    ),
  },
  { id: 'from', header: texts.from, cell: ({ sourceIp }: Entry) => sourceIp },
  {
    id: 'request',
    minWidth: 340,
    header: texts.request,
    cell: ({ requestId }: Entry) => <Box variant="code">{requestId}</Box>,
  },
];

/** Audit lists who did what, the newest first. */
export default function Audit() {
  const { api, aws, session } = useDesk();
  const [query, setQuery] = useState<Query>({});
  const { account } = aws.place;
  const list = useList(
    async (token) => {
      const page = await api.get('/api/v1/audit', {
        query: {
          ...query,
          ...(account === session.accountId ? {} : { account }),
          ...(token ? { nextToken: token } : {}),
        },
      });
      return { items: page.entries, next: page.nextToken };
    },
    [api, account, query],
  );
  return (
    <ListTable
      title={texts.title}
      description={texts.description}
      list={list}
      columns={columns}
      id={(entry) => entry.id}
      filters={<Filters onLook={setQuery} />}
      empty={<Empty title={texts.none} lead={texts.noneLead} />}
    />
  );
}

function Filters({ onLook }: { onLook: (query: Query) => void }) {
  const [typed, setTyped] = useState(nothing);
  // The span is fixed when it is asked for: the pages that follow must be of the same.
  const look = (typed: Looked) => onLook(queryOf(typed, new Date()));
  const field = (name: 'who' | 'action' | 'resource', label: string, hint: string) => (
    <FormField label={label}>
      <Input
        value={typed[name]}
        placeholder={hint}
        onChange={({ detail }) => setTyped({ ...typed, [name]: detail.value })}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter') look(typed);
        }}
      />
    </FormField>
  );
  const choice = (
    name: 'outcome' | 'seconds',
    label: string,
    options: { value: string; label: string }[],
  ) => (
    <FormField label={label}>
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === typed[name]) ?? null}
        onChange={({ detail }) => {
          const next = { ...typed, [name]: detail.selectedOption.value ?? '' };
          setTyped(next);
          look(next);
        }}
      />
    </FormField>
  );
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="end">
      {field('who', texts.who, texts.findWho)}
      {field('action', texts.action, texts.findAction)}
      {field('resource', texts.resource, texts.findResource)}
      {choice('outcome', texts.outcome, texts.outcomes)}
      {choice('seconds', texts.when, texts.whens)}
      <Button onClick={() => look(typed)}>{texts.filter}</Button>
    </SpaceBetween>
  );
}
