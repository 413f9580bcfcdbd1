import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { type Desk, useDesk } from '../../desk.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { pathOf } from '../../routes.ts';
import { addressesIn, mostAtOnce } from '../people/addresses.ts';
import { texts } from './texts.ts';

type Answer = Output<'/api/v1/teams/{team}/members', 'get'>;
type Member = Answer['members'][number];
type Joined = Output<'/api/v1/teams/{team}/members', 'post'>['results'][number];

/** mayLead tells whether somebody is shown how to change who is in a team. */
function mayLead({ session, aws }: Desk, name: string): boolean {
  return (
    session.worker.administrator ||
    session.roles.some(
      (role) => role.role === 'team-lead' && role.scope === name && role.accountId === aws.place.account,
    )
  );
}

/** Members lists who is in a team, and lets its lead change that. */
export function Members({ name }: { name: string }) {
  const desk = useDesk();
  const { api, aws, may, say } = desk;
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Member[]>([]);
  const [asked, setAsked] = useState<'add' | 'remove'>();
  const [team, setTeam] = useState<Pick<Answer, 'groups' | 'identityProvider'>>();
  const list = useList(
    async (token) => {
      const page = await api.get('/api/v1/teams/{team}/members', {
        path: { team: name },
        query: { ...aws.place, contains: search, ...(token ? { nextToken: token } : {}) },
      });
      setTeam(page);
      return { items: page.members, next: page.nextToken };
    },
    [api, aws, name, search],
  );
  const email = list.items.find(({ id }) => id === chosen[0]?.id)?.email;
  const changes = team &&
    !team.identityProvider &&
    mayLead(desk, name) && {
      chosen: email ? chosen : [],
      onChoose: setChosen,
      actions: (
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={email === undefined} onClick={() => setAsked('remove')}>
            {texts.remove}
          </Button>
          <Button variant="primary" onClick={() => setAsked('add')}>
            {texts.addMembers}
          </Button>
        </SpaceBetween>
      ),
    };
  const done = () => {
    setAsked(undefined);
    list.again();
  };
  return (
    <SpaceBetween size="s">
      {team?.identityProvider && (
        <Alert type="info" statusIconAriaLabel="Info">
          {texts.provider}
        </Alert>
      )}
      <ListTable
        {...changes}
        title={texts.members}
        {...(team ? { description: texts.membersLead(team.groups) } : {})}
        variant="container"
        list={list}
        id={(member) => member.email}
        search={{ value: search, placeholder: texts.findMembers, onChange: setSearch }}
        columns={[
          {
            id: 'email',
            header: texts.email,
            isRowHeader: true,
            cell: (member) =>
              may('person') ? (
                <PageLink to={pathOf('person', member.email)}>{member.email}</PageLink>
              ) : (
                member.email
              ),
          },
          { id: 'name', header: texts.memberName, cell: (member) => member.name },
          { id: 'worker', header: texts.workerId, cell: (member) => member.workerId },
          {
            id: 'state',
            header: texts.state,
            minWidth: 130,
            cell: ({ disabledAt }) => (
              <StatusIndicator type={disabledAt ? 'stopped' : 'success'}>
                {disabledAt ? texts.disabled : texts.active}
              </StatusIndicator>
            ),
          },
        ]}
        empty={<Empty title={texts.noMembers} lead={texts.noMembersLead} />}
      />
      {asked === 'add' && <AddMembers name={name} onClose={() => setAsked(undefined)} onDone={done} />}
      {asked === 'remove' && email !== undefined && (
        <Confirm
          title={texts.removeTitle(email)}
          action={texts.remove}
          onClose={() => setAsked(undefined)}
          onConfirm={async () => {
            await api.delete('/api/v1/teams/{team}/members/{email}', {
              path: { team: name, email },
              query: aws.place,
            });
            say({ type: 'success', content: texts.removed(email) });
            done();
          }}
        >
          {texts.removeLead}
        </Confirm>
      )}
    </SpaceBetween>
  );
}

function AddMembers({ name, onClose, onDone }: { name: string; onClose: () => void; onDone: () => void }) {
  const { api, aws, say } = useDesk();
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<Joined[]>([]);
  const emails = addressesIn(typed);
  return (
    <Dialog
      title={texts.addMembers}
      action={texts.addMembers}
      ready={emails.length > 0 && emails.length <= mostAtOnce}
      onClose={refused.length > 0 ? onDone : onClose}
      onSubmit={async () => {
        const { results } = await api.post('/api/v1/teams/{team}/members', {
          path: { team: name },
          query: aws.place,
          body: { emails },
        });
        const added = results.filter((result) => result.added);
        const rest = results.filter((result) => !result.added);
        if (added.length > 0) say({ type: 'success', content: texts.added(added.length) });
        setRefused(rest);
        setTyped(rest.map(({ email }) => email).join('\n'));
        if (rest.length === 0) onDone();
      }}
    >
      {refused.length > 0 && (
        <Alert type="warning" statusIconAriaLabel="Warning" header={texts.someNotAdded(refused.length)}>
          {refused.map(({ email, reason }) => (
            <div key={email}>{texts.notAdded(email, reason ?? '')}</div>
          ))}
        </Alert>
      )}
      <FormField
        label={texts.addresses}
        description={texts.addressesHint}
        errorText={emails.length > mostAtOnce && texts.tooMany(emails.length)}
      >
        <Textarea
          value={typed}
          rows={6}
          spellcheck={false}
          onChange={({ detail }) => setTyped(detail.value)}
        />
      </FormField>
    </Dialog>
  );
}
