import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Once } from '../../parts/once.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { PoliciesEditor } from './editor.tsx';
import { fine, type Key, type Policy } from './policies.ts';
import { texts } from './texts.ts';

/** Made is a key with its secret. */
export type Made = Output<'/api/v1/access-keys', 'post'>;

/** KeyState tells whether a key works. */
export function KeyState({ of }: { of: Key }) {
  return of.disabledAt ? (
    <StatusIndicator type="stopped">{texts.disabled}</StatusIndicator>
  ) : (
    <StatusIndicator type="success">{texts.works}</StatusIndicator>
  );
}

const columns = [
  {
    id: 'id',
    header: texts.id,
    isRowHeader: true,
    cell: ({ id }: Key) => <PageLink to={pathOf('key', id)}>{id}</PageLink>,
  },
  { id: 'user', header: texts.user, cell: ({ user }: Key) => user },
  { id: 'account', header: texts.account, cell: ({ account }: Key) => account },
  {
    id: 'policies',
    header: texts.policies,
    cell: ({ policies }: Key) => policies.map(({ name }) => name).join(', '),
  },
  { id: 'state', header: texts.state, minWidth: 130, cell: (key: Key) => <KeyState of={key} /> },
  { id: 'since', header: texts.since, minWidth: 130, cell: ({ createdAt }: Key) => <Time at={createdAt} /> },
];

/** Keys lists the access keys of programs. */
export default function Keys() {
  const { api, session } = useDesk();
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<Made>();
  const list = useList(
    async (token) => {
      const page = await api.get('/api/v1/access-keys', { query: token ? { nextToken: token } : {} });
      return { items: page.accessKeys, next: page.nextToken };
    },
    [api],
  );
  return (
    <>
      <ListTable
        title={texts.title}
        description={texts.description}
        list={list}
        columns={columns}
        id={(key) => key.id}
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
        <CreateKey
          onClose={() => setCreating(false)}
          onMade={(made) => {
            setCreating(false);
            setMade(made);
            list.again();
          }}
        />
      )}
      {made && (
        <Secret title={texts.made} lead={texts.secretLead} made={made} onClose={() => setMade(undefined)} />
      )}
    </>
  );
}

/** Secret shows a new key with its secret, this once. */
export function Secret({ made, ...rest }: { title: string; lead: string; made: Made; onClose: () => void }) {
  return (
    <Once
      {...rest}
      values={[
        { label: texts.id, value: made.accessKey.id },
        { label: texts.secret, value: made.secretAccessKey },
      ]}
    />
  );
}

function CreateKey({ onClose, onMade }: { onClose: () => void; onMade: (made: Made) => void }) {
  const { api, aws } = useDesk();
  const [user, setUser] = useState('');
  const [account, setAccount] = useState(aws.place.account);
  const [policies, setPolicies] = useState<Policy[]>([{ name: 'AmazonAugmentedAIFullAccess' }]);
  return (
    <Dialog
      title={texts.create}
      action={texts.create}
      size="large"
      ready={user.trim() !== '' && fine(policies)}
      onClose={onClose}
      onSubmit={async () => {
        const body = { user: user.trim(), account: account.trim(), policies };
        onMade(await api.post('/api/v1/access-keys', { body }));
      }}
    >
      <FormField label={texts.user} description={texts.userHint}>
        <Input value={user} onChange={({ detail }) => setUser(detail.value)} />
      </FormField>
      <FormField label={texts.account} description={texts.accountHint}>
        <Input value={account} inputMode="numeric" onChange={({ detail }) => setAccount(detail.value)} />
      </FormField>
      <PoliciesEditor policies={policies} onChange={setPolicies} />
    </Dialog>
  );
}
