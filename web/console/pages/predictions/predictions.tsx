import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import type { Source } from './draft.ts';
import { SetSource } from './set.tsx';
import { TestSource } from './test.tsx';
import { texts } from './texts.ts';

const columns = [
  {
    id: 'service',
    header: texts.service,
    isRowHeader: true,
    cell: ({ service }: Source) => texts.services[service],
  },
  { id: 'account', header: texts.account, cell: ({ account }: Source) => account },
  {
    id: 'region',
    header: texts.region,
    cell: ({ region }: Source) => (region === '*' ? texts.everyRegion : region),
  },
  { id: 'kind', header: texts.kind, cell: ({ kind }: Source) => texts.kinds[kind] },
  { id: 'address', header: texts.address, cell: ({ address }: Source) => address || '–' },
  { id: 'created', header: texts.created, cell: ({ createdAt }: Source) => <Time at={createdAt} /> },
];

const idOf = ({ service, account, region }: Source) => `${service} ${account} ${region}`;

/** Predictions lists who answers for Textract and Rekognition. */
export default function Predictions() {
  const { api, session, say } = useDesk();
  const [open, setOpen] = useState<'set' | 'test' | 'remove'>();
  const [chosen, setChosen] = useState<Source[]>([]);
  const list = useList<Source>(
    async (nextToken) => {
      const page = await api.get('/api/v1/prediction-sources', { query: { nextToken } });
      return { items: page.predictionSources, next: page.nextToken };
    },
    [api],
  );
  const source = chosen[0];
  const changes = session.worker.administrator;
  const done = (content: string) => {
    setOpen(undefined);
    setChosen([]);
    say({ type: 'success', content });
    list.again();
  };
  const remove = async ({ service, account, region }: Source) => {
    await api.delete('/api/v1/prediction-sources/{service}', {
      path: { service },
      query: { account, region },
    });
    done(texts.removed);
  };
  return (
    <>
      <ListTable
        title={texts.title}
        description={texts.description}
        list={list}
        columns={columns}
        id={idOf}
        {...(changes ? { chosen, onChoose: setChosen } : {})}
        actions={
          changes && (
            <SpaceBetween direction="horizontal" size="xs">
              <Button disabled={!source} onClick={() => setOpen('test')}>
                {texts.test}
              </Button>
              <Button disabled={!source} onClick={() => setOpen('remove')}>
                {texts.remove}
              </Button>
              <Button variant="primary" onClick={() => setOpen('set')}>
                {texts.set}
              </Button>
            </SpaceBetween>
          )
        }
        empty={<Empty title={texts.none} lead={texts.noneLead} />}
      />
      {open === 'set' && <SetSource onClose={() => setOpen(undefined)} onDone={() => done(texts.saved)} />}
      {open === 'test' && source && <TestSource source={source} onClose={() => setOpen(undefined)} />}
      {open === 'remove' && source && (
        <Confirm
          title={texts.removeTitle(source.service)}
          action={texts.remove}
          onConfirm={() => remove(source)}
          onClose={() => setOpen(undefined)}
        >
          {texts.removeLead}
        </Confirm>
      )}
    </>
  );
}
