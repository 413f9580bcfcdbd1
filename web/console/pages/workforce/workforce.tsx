import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { SageMaker } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty, Show } from '../../parts/states.tsx';
import { Status } from '../../parts/status.tsx';
import { Time } from '../../parts/time.tsx';
import { currentWorkforce } from './create.tsx';
import { linesOf, paramsOf, paramsText, rangesFault, registered } from './rules.ts';
import { texts } from './texts.ts';

type Workforce = SageMaker.Workforce;

/** WorkforceSettings shows how people sign in and from where, and lets administrators change it. */
export function WorkforceSettings() {
  const { aws, say, session } = useDesk();
  const [asked, setAsked] = useState<'ranges' | 'oidc'>();
  const workforce = useLoad(async () => ({ of: await currentWorkforce(aws) }), [aws]);
  const saved = () => {
    setAsked(undefined);
    say({ type: 'success', content: texts.saved });
    workforce.again();
  };
  const close = () => setAsked(undefined);
  return (
    <Show of={workforce}>
      {({ of: workforce }) =>
        workforce === undefined ? (
          <Empty title={texts.workforce} />
        ) : (
          <Container
            header={
              <Header
                variant="h2"
                description={texts.workforceLead}
                actions={
                  session.worker.administrator && (
                    <SpaceBetween direction="horizontal" size="xs">
                      <Button onClick={() => setAsked('ranges')}>{texts.ranges}</Button>
                      <Button onClick={() => setAsked('oidc')}>
                        {workforce.OidcConfig ? texts.editOidc : texts.provideOidc}
                      </Button>
                    </SpaceBetween>
                  )
                }
              >
                {workforce.WorkforceName}
              </Header>
            }
          >
            <Details workforce={workforce} />
            {asked === 'ranges' && <Ranges workforce={workforce} onClose={close} onSaved={saved} />}
            {asked === 'oidc' && <Oidc workforce={workforce} onClose={close} onSaved={saved} />}
          </Container>
        )
      }
    </Show>
  );
}

function Details({ workforce }: { workforce: Workforce }) {
  const oidc = workforce.OidcConfig;
  const ranges = workforce.SourceIpConfig?.Cidrs ?? [];
  const { redirect, logout, portal } = registered(workforce, location.protocol);
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: texts.status, value: <Status is={workforce.Status} /> },
        { label: texts.arn, value: <Copyable text={workforce.WorkforceArn} /> },
        {
          label: texts.subDomain,
          value: workforce.SubDomain ? <Copyable text={workforce.SubDomain} /> : '–',
        },
        { label: texts.created, value: <Time at={workforce.CreateDate} /> },
        { label: texts.ranges, value: ranges.length === 0 ? texts.everywhere : ranges.join(', ') },
        { label: texts.signIn, value: oidc ? texts.oidc : texts.builtIn },
        ...(oidc
          ? fields
              .filter((name) => name !== 'ClientSecret')
              .map((name) => ({
                label: texts.fields[name],
                value: oidc[name as keyof typeof oidc]?.toString() || '–',
              }))
              .concat({
                label: texts.params,
                value: paramsText(oidc.AuthenticationRequestExtraParams) || '–',
              })
          : []),
        ...(oidc
          ? [
              { label: texts.redirect, value: <Copyable text={redirect} /> },
              { label: texts.logout, value: <Copyable text={logout} /> },
              { label: texts.startHere, value: <Copyable text={portal} /> },
            ]
          : []),
      ]}
    />
  );
}

interface DialogOf {
  workforce: Workforce;
  onClose: () => void;
  onSaved: () => void;
}

function Ranges({ workforce, onClose, onSaved }: DialogOf) {
  const { aws } = useDesk();
  const [typed, setTyped] = useState((workforce.SourceIpConfig?.Cidrs ?? []).join('\n'));
  const ranges = linesOf(typed);
  const fault = rangesFault(ranges);
  return (
    <Dialog
      title={texts.ranges}
      action={texts.save}
      ready={fault === undefined}
      onClose={onClose}
      onSubmit={async () => {
        await aws.sagemaker('UpdateWorkforce', {
          WorkforceName: workforce.WorkforceName,
          SourceIpConfig: { Cidrs: ranges },
        });
        onSaved();
      }}
    >
      <FormField label={texts.ranges} description={texts.rangesHint} errorText={fault}>
        <Textarea
          value={typed}
          rows={5}
          spellcheck={false}
          placeholder="203.0.113.0/24"
          onChange={({ detail }) => setTyped(detail.value)}
        />
      </FormField>
    </Dialog>
  );
}

type Field = keyof typeof texts.fields;
const fields = Object.keys(texts.fields) as Field[];
const addresses: Field[] = [
  'Issuer',
  'AuthorizationEndpoint',
  'TokenEndpoint',
  'UserInfoEndpoint',
  'LogoutEndpoint',
  'JwksUri',
];

function Oidc({ workforce, onClose, onSaved }: DialogOf) {
  const { aws } = useDesk();
  const before = workforce.OidcConfig;
  const [name, setName] = useState(before ? workforce.WorkforceName : '');
  const [config, setConfig] = useState<Record<Field, string>>(() => {
    const known = before as Partial<Record<Field, string>> | undefined;
    return Object.fromEntries(fields.map((field) => [field, known?.[field] ?? ''])) as Record<Field, string>;
  });
  const [extra, setExtra] = useState(paramsText(before?.AuthenticationRequestExtraParams));
  const faultOf = (field: Field) =>
    addresses.includes(field) && config[field] !== '' && !/^https:\/\/\S+$/.test(config[field])
      ? texts.urlFault
      : undefined;
  const params = paramsOf(extra);
  const badParams =
    Object.keys(params).length > 10 || Object.entries(params).some((pair) => pair.includes(''));
  const ready =
    name.trim() !== '' &&
    !badParams &&
    fields.every((field) => (field === 'Scope' || config[field].trim() !== '') && !faultOf(field));
  return (
    <Dialog
      title={before ? texts.editOidc : texts.provideOidc}
      action={texts.save}
      size="large"
      ready={ready}
      onClose={onClose}
      onSubmit={async () => {
        const { Scope, ...rest } = config;
        const OidcConfig = {
          ...rest,
          ...(Scope.trim() ? { Scope: Scope.trim() } : {}),
          ...(extra.trim() ? { AuthenticationRequestExtraParams: params } : {}),
        };
        if (before) await aws.sagemaker('UpdateWorkforce', { WorkforceName: name, OidcConfig });
        else await aws.sagemaker('CreateWorkforce', { WorkforceName: name.trim(), OidcConfig });
        onSaved();
      }}
    >
      <Box color="text-body-secondary">{texts.oidcLead}</Box>
      {!before && (
        <FormField label={texts.workforceName}>
          <Input value={name} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
      )}
      {fields.map((field) => (
        <FormField
          key={field}
          label={texts.fields[field]}
          description={field === 'Scope' ? texts.scopeHint : undefined}
          errorText={faultOf(field)}
        >
          <Input
            value={config[field]}
            type={field === 'ClientSecret' ? 'password' : 'text'}
            autoComplete={false}
            onChange={({ detail }) => setConfig({ ...config, [field]: detail.value })}
          />
        </FormField>
      ))}
      <FormField
        label={texts.params}
        description={texts.paramsHint}
        errorText={badParams && texts.paramsFault}
      >
        <Textarea
          value={extra}
          rows={2}
          spellcheck={false}
          onChange={({ detail }) => setExtra(detail.value)}
        />
      </FormField>
    </Dialog>
  );
}
