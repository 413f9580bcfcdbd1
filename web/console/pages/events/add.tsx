import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { bodyOf, complete, type Draft, empty, forms, type Kind, patternFault } from './kinds.ts';
import { texts } from './texts.ts';

/** Added is a target with the secret that was made for it. */
export type Added = Output<'/api/v1/event-targets', 'post'>;

const choices = Object.entries(texts.kinds).map(([value, label]) => ({ value, label }));

/** AddTarget asks for what each kind of target needs. */
export function AddTarget({ onClose, onAdded }: { onClose: () => void; onAdded: (added: Added) => void }) {
  const { api, aws } = useDesk();
  const [draft, setDraft] = useState<Draft>(empty);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const form = forms[draft.kind];
  return (
    <Dialog
      title={texts.add}
      action={texts.add}
      size="large"
      ready={complete(draft)}
      onClose={onClose}
      onSubmit={async () => {
        onAdded(await api.post('/api/v1/event-targets', { body: bodyOf(draft, aws.place.account) }));
      }}
    >
      <FormField label={texts.kind}>
        <Select
          options={choices}
          selectedOption={choices.find(({ value }) => value === draft.kind) ?? null}
          onChange={({ detail }) => change({ kind: detail.selectedOption.value as Kind })}
        />
      </FormField>
      <FormField label={texts.name} description={texts.nameHint}>
        <Input value={draft.name} onChange={({ detail }) => change({ name: detail.value })} />
      </FormField>
      <FormField label={form.address}>
        <Input
          value={draft.address}
          placeholder={form.example}
          onChange={({ detail }) => change({ address: detail.value })}
        />
      </FormField>
      {form.fields.map(({ name, label, hint, optional }) => (
        <FormField
          key={name}
          label={
            <>
              {label}
              {optional && <i> – optional</i>}
            </>
          }
          description={hint}
        >
          <Input value={draft[name]} onChange={({ detail }) => change({ [name]: detail.value })} />
        </FormField>
      ))}
      {form.secret && (
        <FormField label={form.secret}>
          <Input
            type="password"
            autoComplete={false}
            value={draft.secret}
            onChange={({ detail }) => change({ secret: detail.value })}
          />
        </FormField>
      )}
      {draft.kind === 'smtp' && (
        <SpaceBetween size="xs">
          <Checkbox checked={draft.team} onChange={({ detail }) => change({ team: detail.checked })}>
            {texts.tellTeam}
          </Checkbox>
          <Checkbox checked={draft.plain} onChange={({ detail }) => change({ plain: detail.checked })}>
            {texts.plain}
          </Checkbox>
        </SpaceBetween>
      )}
      <ExpandableSection headerText={texts.which}>
        <SpaceBetween size="m">
          <FormField label={texts.region} description={texts.regionHint}>
            <Input value={draft.region} onChange={({ detail }) => change({ region: detail.value })} />
          </FormField>
          <FormField
            label={texts.pattern}
            description={texts.patternHint}
            errorText={patternFault(draft.pattern) && texts.notJson}
          >
            <Textarea
              rows={4}
              spellcheck={false}
              value={draft.pattern}
              placeholder='{"detail": {"humanLoopStatus": ["Completed"]}}'
              onChange={({ detail }) => change({ pattern: detail.value })}
            />
          </FormField>
        </SpaceBetween>
      </ExpandableSection>
    </Dialog>
  );
}
