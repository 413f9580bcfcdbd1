import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../act.ts';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Show } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { PoliciesEditor } from './editor.tsx';
import { KeyState, type Made, Secret } from './list.tsx';
import { fine, type Key, type Policy } from './policies.ts';
import { texts } from './texts.ts';

/** AccessKey shows one access key, and what it may do. */
export default function AccessKey() {
  const { api, route, session } = useDesk();
  const id = route.names[0] as string;
  const key = useLoad(() => api.get('/api/v1/access-keys/{id}', { path: { id } }), [api, id]);
  const mayChange = session.worker.administrator;
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Crumbs
            items={[
              [texts.title, pathOf('keys')],
              [id, pathOf('key', id)],
            ]}
          />
          <Header
            variant="h1"
            actions={mayChange && key.value && <Actions of={key.value} onChange={key.again} />}
          >
            {id}
          </Header>
        </SpaceBetween>
      }
    >
      <Show of={key}>
        {(key) => (
          <SpaceBetween size="l">
            <Container>
              <KeyValuePairs
                columns={3}
                items={[
                  { label: texts.user, value: key.user },
                  { label: texts.principal, value: <Copyable text={key.principal} /> },
                  { label: texts.account, value: key.account },
                  { label: texts.state, value: <KeyState of={key} /> },
                  { label: texts.since, value: <Time at={key.createdAt} /> },
                ]}
              />
            </Container>
            <Policies key={JSON.stringify(key.policies)} of={key} mayChange={mayChange} />
          </SpaceBetween>
        )}
      </Show>
    </ContentLayout>
  );
}

function Policies({ of, mayChange }: { of: Key; mayChange: boolean }) {
  const { api } = useDesk();
  const { busy, act } = useAct();
  const [saved, setSaved] = useState(of.policies);
  const [policies, setPolicies] = useState<Policy[]>(of.policies);
  const changed = JSON.stringify(policies) !== JSON.stringify(saved);
  const save = () =>
    act('save', async () => {
      await api.put('/api/v1/access-keys/{id}/policies', { path: { id: of.id }, body: { policies } });
      setSaved(policies);
      return texts.saved;
    });
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            mayChange && (
              <Button
                disabled={!changed || !fine(policies)}
                loading={busy === 'save'}
                onClick={() => void save()}
              >
                {texts.save}
              </Button>
            )
          }
        >
          {texts.policies}
        </Header>
      }
    >
      {mayChange ? (
        <PoliciesEditor policies={policies} onChange={setPolicies} />
      ) : (
        policies.map(({ name, document }) => (
          <Box key={name}>
            {name}
            {document && <pre>{document}</pre>}
          </Box>
        ))
      )}
    </Container>
  );
}

function Actions({ of, onChange }: { of: Key; onChange: () => void }) {
  const { api, go, say } = useDesk();
  const { busy, act } = useAct();
  const [asked, setAsked] = useState<'rotate' | 'disable' | 'delete'>();
  const [made, setMade] = useState<Made>();
  const { id } = of;
  const path = { id };
  const close = () => setAsked(undefined);
  const done = (content: string) => {
    say({ type: 'success', content });
    close();
    onChange();
  };
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button disabled={of.disabledAt !== undefined} onClick={() => setAsked('rotate')}>
          {texts.rotate}
        </Button>
        {of.disabledAt ? (
          <Button
            loading={busy === 'enable'}
            onClick={() =>
              void act('enable', async () => {
                await api.post('/api/v1/access-keys/{id}/enable', { path });
                onChange();
                return texts.enabledNow(id);
              })
            }
          >
            {texts.enable}
          </Button>
        ) : (
          <Button onClick={() => setAsked('disable')}>{texts.disable}</Button>
        )}
        <Button onClick={() => setAsked('delete')}>{texts.delete}</Button>
      </SpaceBetween>
      {asked === 'rotate' && (
        <Confirm
          title={texts.rotateTitle(id)}
          action={texts.rotate}
          onClose={close}
          onConfirm={async () => {
            setMade(await api.post('/api/v1/access-keys/{id}/rotate', { path, body: {} }));
            close();
          }}
        >
          {texts.rotateQuestion}
        </Confirm>
      )}
      {asked === 'disable' && (
        <Confirm
          title={texts.disableTitle(id)}
          action={texts.disable}
          onClose={close}
          onConfirm={async () => {
            await api.post('/api/v1/access-keys/{id}/disable', { path });
            done(texts.disabledNow(id));
          }}
        >
          {texts.disableLead}
        </Confirm>
      )}
      {asked === 'delete' && (
        <Confirm
          title={texts.deleteTitle(id)}
          action={texts.delete}
          word={id}
          onClose={close}
          onConfirm={async () => {
            await api.delete('/api/v1/access-keys/{id}', { path });
            go(pathOf('keys'));
            say({ type: 'success', content: texts.deleted(id) });
          }}
        >
          {texts.deleteLead}
        </Confirm>
      )}
      {made && (
        <Secret
          title={texts.rotated}
          lead={texts.rotatedLead}
          made={made}
          onClose={() => {
            setMade(undefined);
            go(pathOf('key', made.accessKey.id));
          }}
        />
      )}
    </>
  );
}
