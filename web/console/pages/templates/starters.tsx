import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Confirm } from '../../parts/confirm.tsx';
import type { Draft } from './draft.ts';
import { texts } from './texts.ts';

type Starter = Output<'/api/v1/template-starters', 'get'>['starters'][number];
type Begun = Pick<Draft, 'content' | 'input'>;

interface StartersProps {
  /** asks tells that something would be lost. */
  asks: boolean;
  onChoose: (begun: Begun) => void;
}

/** Starters offers templates to begin with, by what they are about. */
export function Starters({ asks, onChoose }: StartersProps) {
  const { api, aws } = useDesk();
  const starters = useLoad(
    async () => (await api.get('/api/v1/template-starters', { query: aws.place })).starters,
    [api, aws],
  );
  const [chosen, setChosen] = useState<string>();
  const [asked, setAsked] = useState<Starter>();
  const all = starters.value ?? [];
  const groups = Object.entries(texts.groups).map(([group, label]) => ({
    label,
    options: all
      .filter((starter) => starter.group === group)
      .map(({ name, title }) => ({ value: name, label: title })),
  }));
  const take = ({ name, content, input }: Starter) => {
    setChosen(name);
    setAsked(undefined);
    onChoose({ content, input: `${JSON.stringify(input, null, 2)}\n` });
  };
  return (
    <FormField label={texts.starter} description={texts.starterHint} errorText={starters.error}>
      <Select
        selectedOption={
          groups.flatMap(({ options }) => options).find(({ value }) => value === chosen) ?? null
        }
        options={groups}
        placeholder={texts.chooseStarter}
        filteringType="auto"
        filteringAriaLabel={texts.chooseStarter}
        statusType={starters.loading ? 'loading' : 'finished'}
        onChange={({ detail }) => {
          const starter = all.find(({ name }) => name === detail.selectedOption.value);
          if (!starter) return;
          if (asks) setAsked(starter);
          else take(starter);
        }}
      />
      {asked && (
        <Confirm
          title={texts.replace}
          action={texts.replaceAction}
          onClose={() => setAsked(undefined)}
          onConfirm={async () => take(asked)}
        >
          <Box variant="p">{texts.replaceLead}</Box>
        </Confirm>
      )}
    </FormField>
  );
}
