import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { blank, faultOf, faultOfAll, type Policy } from './policies.ts';
import { texts } from './texts.ts';

/** PoliciesEditor lets one choose policies of Foureyes and write one's own. */
export function PoliciesEditor({
  policies,
  onChange,
}: {
  policies: Policy[];
  onChange: (policies: Policy[]) => void;
}) {
  const { api } = useDesk();
  const known = useLoad(() => api.get('/api/v1/managed-policies', {}), [api]);
  const options = (known.value?.policies ?? []).map(({ name }) => ({ value: name, label: name }));
  const ours = policies.filter(({ document }) => document === undefined);
  const own = policies.filter(({ document }) => document !== undefined);
  const change = (at: number, part: Partial<Policy>) =>
    onChange([...ours, ...own.map((policy, i) => (i === at ? { ...policy, ...part } : policy))]);
  return (
    <SpaceBetween size="m">
      <FormField
        label={texts.policies}
        description={texts.policyHint}
        errorText={known.error ?? faultOfAll(policies)}
      >
        <Multiselect
          options={options}
          placeholder={texts.chooseManaged}
          statusType={known.loading && !known.value ? 'loading' : 'finished'}
          selectedOptions={ours.map(({ name }) => ({ value: name, label: name }))}
          deselectAriaLabel={({ label }) => texts.removePolicy(label ?? '')}
          onChange={({ detail }) =>
            onChange([...detail.selectedOptions.map(({ value = '' }) => ({ name: value })), ...own])
          }
        />
      </FormField>
      {own.map((policy, at) => (
        <OwnPolicy
          // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while it is typed
          key={at}
          policy={policy}
          onChange={(part) => change(at, part)}
          onRemove={() => onChange([...ours, ...own.filter((_, i) => i !== at)])}
        />
      ))}
      <Box>
        <Button formAction="none" iconName="add-plus" onClick={() => onChange([...policies, blank])}>
          {texts.addOwn}
        </Button>
      </Box>
    </SpaceBetween>
  );
}

function OwnPolicy({
  policy,
  onChange,
  onRemove,
}: {
  policy: Policy;
  onChange: (part: Partial<Policy>) => void;
  onRemove: () => void;
}) {
  const fault = faultOf(policy);
  return (
    <SpaceBetween size="xs">
      <FormField
        label={texts.policyName}
        errorText={fault.name}
        secondaryControl={
          <Button formAction="none" ariaLabel={texts.removePolicy(policy.name)} onClick={onRemove}>
            {texts.remove}
          </Button>
        }
      >
        <Input value={policy.name} onChange={({ detail }) => onChange({ name: detail.value })} />
      </FormField>
      <FormField stretch label={texts.document} errorText={fault.document}>
        <Textarea
          value={policy.document ?? ''}
          rows={10}
          spellcheck={false}
          onChange={({ detail }) => onChange({ document: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}
