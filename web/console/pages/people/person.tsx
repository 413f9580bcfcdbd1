import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useAct } from '../../act.ts';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Once } from '../../parts/once.tsx';
import { Show } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { UserState } from './list.tsx';
import { Roles } from './roles.tsx';
import { texts } from './texts.ts';

type User = Output<'/api/v1/users/{email}', 'get'>;

/** Person shows somebody who can sign in, and what they are beside a worker. */
export default function Person() {
  const { api, route, session } = useDesk();
  const email = route.names[0] as string;
  const user = useLoad(() => api.get('/api/v1/users/{email}', { path: { email } }), [api, email]);
  const mayChange = session.worker.administrator;
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Crumbs
            items={[
              [texts.title, pathOf('people')],
              [email, pathOf('person', email)],
            ]}
          />
          <Header
            variant="h1"
            actions={mayChange && user.value && <Actions user={user.value} onChange={user.again} />}
          >
            {email}
          </Header>
        </SpaceBetween>
      }
    >
      <Show of={user}>
        {(user) => (
          <SpaceBetween size="l">
            <Container>
              <KeyValuePairs
                columns={3}
                items={[
                  { label: texts.name, value: user.name },
                  { label: texts.state, value: <UserState user={user} /> },
                  { label: texts.is, value: user.administrator ? texts.administrator : texts.worker },
                  { label: texts.workerId, value: <Copyable text={user.workerId} /> },
                  { label: texts.since, value: <Time at={user.createdAt} /> },
                ]}
              />
            </Container>
            <Roles key={JSON.stringify(user.roles ?? [])} user={user} mayChange={mayChange} />
          </SpaceBetween>
        )}
      </Show>
    </ContentLayout>
  );
}

function Actions({ user, onChange }: { user: User; onChange: () => void }) {
  const { api, say } = useDesk();
  const { busy, act } = useAct();
  const [link, setLink] = useState<string>();
  const [disabling, setDisabling] = useState(false);
  const { email } = user;
  const path = { email };
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {!user.disabledAt && (
          <Button
            loading={busy === 'link'}
            onClick={() =>
              void act('link', async () => {
                const made = await api.post('/api/v1/users/{email}/sign-in-link', { path });
                setLink(made.signInLink);
                return texts.linkTitle(email);
              })
            }
          >
            {texts.makeLink}
          </Button>
        )}
        {user.disabledAt ? (
          <Button
            loading={busy === 'enable'}
            onClick={() =>
              void act('enable', async () => {
                await api.post('/api/v1/users/{email}/enable', { path });
                onChange();
                return texts.enabledNow(email);
              })
            }
          >
            {texts.enable}
          </Button>
        ) : (
          <Button onClick={() => setDisabling(true)}>{texts.disable}</Button>
        )}
      </SpaceBetween>
      {link !== undefined && (
        <Once
          title={texts.linkTitle(email)}
          lead={texts.linkLead}
          values={[{ label: texts.link, value: link }]}
          onClose={() => setLink(undefined)}
        />
      )}
      {disabling && (
        <Confirm
          title={texts.disableTitle(email)}
          action={texts.disable}
          onClose={() => setDisabling(false)}
          onConfirm={async () => {
            await api.post('/api/v1/users/{email}/disable', { path });
            say({ type: 'success', content: texts.disabledNow(email) });
            setDisabling(false);
            onChange();
          }}
        >
          {texts.disableLead}
        </Confirm>
      )}
    </>
  );
}
