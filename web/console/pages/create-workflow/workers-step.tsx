import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect } from 'react';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { everything } from '../../parts/everything.ts';
import type { StepProps } from './create.tsx';
import { texts } from './texts.ts';

/** WorkersStep asks who is asked, and how long they have. */
export function WorkersStep({ draft, change, problems }: StepProps) {
  const { aws } = useDesk();
  const teams = useLoad(
    () =>
      everything(async (token) => {
        const page = await aws.sagemaker('ListWorkteams', {
          MaxResults: 100,
          ...(token ? { NextToken: token } : {}),
        });
        return { items: page.Workteams, next: page.NextToken };
      }),
    [aws],
  );
  const options = (teams.value ?? []).map((team) => ({
    value: team.WorkteamArn,
    label: team.WorkteamName,
    description: team.Description,
  }));
  // The only team there is needs no choosing.
  const only = options.length === 1 ? options[0]?.value : undefined;
  useEffect(() => {
    if (only && draft.team === '') change({ team: only });
  }, [only, draft.team, change]);
  return (
    <Container>
      <SpaceBetween size="l">
        <FormField label={texts.team} errorText={problems.team ?? teams.error}>
          <Select
            selectedOption={options.find(({ value }) => value === draft.team) ?? null}
            options={options}
            placeholder={texts.team}
            filteringType={options.length > 10 ? 'auto' : 'none'}
            filteringAriaLabel={texts.team}
            statusType={teams.loading ? 'loading' : 'finished'}
            onChange={({ detail }) => change({ team: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        <FormField label={texts.count} errorText={problems.count}>
          <Input
            type="number"
            value={draft.count}
            onChange={({ detail }) => change({ count: detail.value })}
          />
        </FormField>
        <FormField
          label={texts.timeLimit}
          description={texts.timeLimitHint}
          errorText={problems.timeLimitMinutes}
        >
          <Input
            type="number"
            value={draft.timeLimitMinutes}
            onChange={({ detail }) => change({ timeLimitMinutes: detail.value })}
          />
        </FormField>
        <FormField
          label={texts.availability}
          description={texts.availabilityHint}
          errorText={problems.availabilityDays}
        >
          <Input
            type="number"
            value={draft.availabilityDays}
            onChange={({ detail }) => change({ availabilityDays: detail.value })}
          />
        </FormField>
        <FormField
          label={
            <>
              {texts.keywords} – {texts.optional}
            </>
          }
        >
          <Input value={draft.keywords} onChange={({ detail }) => change({ keywords: detail.value })} />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
