import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useAct } from '../../act.ts';
import { useDesk } from '../../desk.tsx';
import { texts } from './texts.ts';

type User = Output<'/api/v1/users/{email}', 'get'>;
type Role = NonNullable<User['roles']>[number];

const choices = Object.entries(texts.roleNames).map(([value, label]) => ({
  value,
  label,
  description: texts.roleHints[value] ?? '',
}));

/** Roles shows what somebody is beside a worker, and lets administrators say it. */
export function Roles({ user, mayChange }: { user: User; mayChange: boolean }) {
  const { api, aws } = useDesk();
  const { busy, act } = useAct();
  const [roles, setRoles] = useState<Role[]>(user.roles ?? []);
  const changed = JSON.stringify(roles) !== JSON.stringify(user.roles ?? []);
  const change = (at: number, part: Partial<Role>) =>
    setRoles(roles.map((role, i) => (i === at ? { ...role, ...part } : role)));
  const save = () =>
    act('save', async () => {
      const sent = roles.map(({ scope, ...role }) =>
        role.role === 'team-lead' ? { ...role, scope: scope ?? '' } : role,
      );
      const saved = await api.put('/api/v1/users/{email}/roles', {
        path: { email: user.email },
        body: { roles: sent },
      });
      setRoles(saved.roles ?? []);
      user.roles = saved.roles ?? [];
      return texts.saved;
    });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={user.administrator ? texts.everything : texts.rolesLead}
          actions={
            mayChange && (
              <Button disabled={!changed} loading={busy === 'save'} onClick={() => void save()}>
                {texts.save}
              </Button>
            )
          }
        >
          {texts.roles}
        </Header>
      }
    >
      {mayChange ? (
        <AttributeEditor<Role>
          items={roles}
          addButtonText={texts.addRole}
          removeButtonText={texts.removeRole}
          empty={texts.noRoles}
          onAddButtonClick={() => setRoles([...roles, { role: 'requester', account: aws.place.account }])}
          onRemoveButtonClick={({ detail }) => setRoles(roles.filter((_, i) => i !== detail.itemIndex))}
          definition={[
            {
              label: texts.role,
              control: (role, at) => (
                <Select
                  options={choices}
                  selectedOption={choices.find(({ value }) => value === role.role) ?? null}
                  onChange={({ detail }) =>
                    change(at, { role: detail.selectedOption.value as Role['role'], scope: '' })
                  }
                />
              ),
            },
            {
              label: texts.account,
              control: (role, at) => (
                <Input
                  value={role.account ?? ''}
                  inputMode="numeric"
                  onChange={({ detail }) => change(at, { account: detail.value.trim() })}
                />
              ),
            },
            {
              label: texts.team,
              control: (role, at) => (
                <Input
                  value={role.scope ?? ''}
                  disabled={role.role !== 'team-lead'}
                  placeholder={role.role === 'team-lead' ? 'Everyone-in-private-workforce' : ''}
                  onChange={({ detail }) => change(at, { scope: detail.value.trim() })}
                />
              ),
            },
          ]}
        />
      ) : (
        <Plain roles={roles} />
      )}
    </Container>
  );
}

function Plain({ roles }: { roles: Role[] }) {
  if (roles.length === 0) return <Box>{texts.noRoles}</Box>;
  return (
    <ul>
      {roles.map((role) => (
        <li key={JSON.stringify(role)}>
          {[texts.roleNames[role.role] ?? role.role, role.scope, role.account].filter(Boolean).join(' · ')}
        </li>
      ))}
    </ul>
  );
}
