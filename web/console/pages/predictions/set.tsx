import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { bodyOf, type Draft, first, forService, isReady, kindsOf, type Source } from './draft.ts';
import { texts } from './texts.ts';

/** SetSource asks who shall answer for a service. */
export function SetSource({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { api, aws } = useDesk();
  const [draft, setDraft] = useState(first);
  const change = (members: Partial<Draft>) => setDraft((before) => ({ ...before, ...members }));
  const save = async () => {
    const region = draft.everyRegion ? '*' : aws.place.region;
    await api.put('/api/v1/prediction-sources/{service}', {
      path: { service: draft.service },
      query: { account: aws.place.account, region },
      body: bodyOf(draft),
    });
    onDone();
  };
  return (
    <Confirm
      title={texts.set}
      action={texts.save}
      disabled={!isReady(draft)}
      onConfirm={save}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <FormField label={texts.service}>
          <RadioGroup
            value={draft.service}
            items={Object.entries(texts.services).map(([value, label]) => ({ value, label }))}
            onChange={({ detail }) => setDraft(forService(draft, detail.value as Source['service']))}
          />
        </FormField>
        <FormField label={texts.region}>
          <RadioGroup
            value={draft.everyRegion ? 'every' : 'one'}
            items={[
              { value: 'every', label: texts.everyRegion },
              { value: 'one', label: texts.oneRegion(aws.place.region) },
            ]}
            onChange={({ detail }) => change({ everyRegion: detail.value === 'every' })}
          />
        </FormField>
        <FormField label={texts.kind}>
          <RadioGroup
            value={draft.kind}
            items={kindsOf(draft.service).map((value) => ({
              value,
              label: texts.kinds[value],
              description: texts.kindHints[value],
            }))}
            onChange={({ detail }) => change({ kind: detail.value as Source['kind'] })}
          />
        </FormField>
        <KindFields draft={draft} change={change} />
      </SpaceBetween>
    </Confirm>
  );
}

type TextMember = 'address' | 'accessKeyId' | 'awsRegion' | 'secret';

function KindFields({ draft, change }: { draft: Draft; change: (members: Partial<Draft>) => void }) {
  const field = (member: TextMember, label: string, hint?: string) => (
    <FormField label={label} description={hint}>
      <Input
        value={draft[member]}
        type={member === 'secret' ? 'password' : 'text'}
        autoComplete={false}
        spellcheck={false}
        onChange={({ detail }) => change({ [member]: detail.value })}
      />
    </FormField>
  );
  switch (draft.kind) {
    case 'builtin':
      return null;
    case 'command':
      return field('address', texts.commandName, texts.commandHint);
    case 'http':
      return (
        <SpaceBetween size="m">
          {field('address', texts.url, texts.urlHint)}
          {field('secret', texts.token, texts.secretHint)}
        </SpaceBetween>
      );
    case 'aws':
      return (
        <SpaceBetween size="m">
          {field('accessKeyId', texts.accessKeyId)}
          {field('secret', texts.secret, texts.secretHint)}
          {field('awsRegion', texts.awsRegion, texts.awsRegionHint)}
          {field('address', texts.awsUrl, texts.awsUrlHint)}
        </SpaceBetween>
      );
  }
}
