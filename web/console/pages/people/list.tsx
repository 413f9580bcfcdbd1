import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { Invite } from './invite.tsx';
import { texts } from './texts.ts';

type User = Output<'/api/v1/users', 'get'>['users'][number];

/** UserState tells whether somebody can sign in. */
export function UserState({ user }: { user: Pick<User, 'disabledAt'> }) {
  return user.disabledAt ? (
    <StatusIndicator type="stopped">{texts.disabled}</StatusIndicator>
  ) : (
    <StatusIndicator type="success">{texts.active}</StatusIndicator>
  );
}

const columns = [
  {
    id: 'email',
    header: texts.email,
    isRowHeader: true,
    cell: ({ email }: User) => <PageLink to={pathOf('person', email)}>{email}</PageLink>,
  },
  { id: 'name', header: texts.name, cell: ({ name }: User) => name },
  {
    id: 'is',
    header: texts.is,
    cell: (user: User) => (user.administrator ? texts.administrator : texts.worker),
  },
  { id: 'state', header: texts.state, minWidth: 130, cell: (user: User) => <UserState user={user} /> },
  { id: 'worker', header: texts.workerId, cell: ({ workerId }: User) => workerId },
  { id: 'since', header: texts.since, minWidth: 130, cell: ({ createdAt }: User) => <Time at={createdAt} /> },
];

/** People lists everybody who can sign in. */
export default function People() {
  const { api, session } = useDesk();
  const [search, setSearch] = useState('');
  const [inviting, setInviting] = useState(false);
  const list = useList(
    async (token) => {
      const query = { contains: search, ...(token ? { nextToken: token } : {}) };
      const page = await api.get('/api/v1/users', { query });
      return { items: page.users, next: page.nextToken };
    },
    [api, search],
  );
  return (
    <>
      <ListTable
        title={texts.title}
        description={texts.description}
        list={list}
        columns={columns}
        id={(user) => user.id}
        search={{ value: search, placeholder: texts.search, onChange: setSearch }}
        actions={
          session.worker.administrator && (
            <Button variant="primary" onClick={() => setInviting(true)}>
              {texts.invite}
            </Button>
          )
        }
        empty={<Empty title={texts.none} lead={texts.noneLead} />}
      />
      {inviting && <Invite onClose={() => setInviting(false)} onAdded={list.again} />}
    </>
  );
}
