import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { sentenceOf } from '../../sentence.ts';
import type { StepProps } from './create.tsx';
import { texts } from './texts.ts';

/** SettingsStep asks for the name, the place of the output and the role. */
export function SettingsStep({ draft, change, problems }: StepProps) {
  return (
    <Container>
      <SpaceBetween size="l">
        <FormField label={texts.name} description={texts.nameHint} errorText={problems.name}>
          <Input value={draft.name} onChange={({ detail }) => change({ name: detail.value })} />
        </FormField>
        <BucketField draft={draft} change={change} problems={problems} />
        <FormField
          label={
            <>
              {texts.prefix} – {texts.optional}
            </>
          }
        >
          <Input value={draft.prefix} onChange={({ detail }) => change({ prefix: detail.value })} />
        </FormField>
        <FormField label={texts.role} description={texts.roleHint} errorText={problems.role}>
          <Input value={draft.role} onChange={({ detail }) => change({ role: detail.value })} />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}

function BucketField({ draft, change, problems }: StepProps) {
  const { aws, api } = useDesk();
  const [making, setMaking] = useState(false);
  const buckets = useLoad(
    async () => (await api.get('/api/v1/buckets', { query: { ...aws.place, maxResults: 1000 } })).buckets,
    [api, aws],
  );
  const options = (buckets.value ?? []).map(({ name, region }) => ({
    value: name,
    label: name,
    description: region,
  }));
  return (
    <FormField
      label={texts.bucket}
      description={texts.bucketHint}
      errorText={problems.bucket ?? buckets.error}
      secondaryControl={
        <Button onClick={() => setMaking(true)} disabled={making}>
          {texts.newBucket}
        </Button>
      }
    >
      <SpaceBetween size="s">
        <Select
          selectedOption={options.find(({ value }) => value === draft.bucket) ?? null}
          options={options}
          placeholder={texts.bucket}
          empty={texts.noBuckets}
          filteringType={options.length > 10 ? 'auto' : 'none'}
          filteringAriaLabel={texts.bucket}
          statusType={buckets.loading ? 'loading' : 'finished'}
          onChange={({ detail }) => change({ bucket: detail.selectedOption.value ?? '' })}
        />
        {making && (
          <NewBucket
            onMade={(bucket) => {
              setMaking(false);
              buckets.again();
              change({ bucket });
            }}
          />
        )}
      </SpaceBetween>
    </FormField>
  );
}

function NewBucket({ onMade }: { onMade: (name: string) => void }) {
  const { aws, api } = useDesk();
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const make = async () => {
    try {
      const bucket = await api.post('/api/v1/buckets', { query: aws.place, body: { name: name.trim() } });
      onMade(bucket.name);
    } catch (cause) {
      setError(sentenceOf(cause));
    }
  };
  return (
    <FormField
      label={texts.newBucketName}
      errorText={error}
      secondaryControl={<Button onClick={make}>{texts.make}</Button>}
    >
      <Input
        value={name}
        autoFocus
        onChange={({ detail }) => setName(detail.value)}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter') void make();
        }}
      />
    </FormField>
  );
}
