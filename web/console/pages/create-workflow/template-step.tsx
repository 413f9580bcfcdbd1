import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { everything } from '../../parts/everything.ts';
import { pathOf } from '../../routes.ts';
import type { StepProps } from './create.tsx';
import { texts } from './texts.ts';

/** TemplateStep asks for the page that workers see, and what the task is called. */
export function TemplateStep({ draft, change, problems }: StepProps) {
  const { aws } = useDesk();
  const templates = useLoad(
    () =>
      everything(async (token) => {
        const page = await aws.sagemaker('ListHumanTaskUis', {
          MaxResults: 100,
          ...(token ? { NextToken: token } : {}),
        });
        return { items: page.HumanTaskUiSummaries, next: page.NextToken };
      }),
    [aws],
  );
  const options = (templates.value ?? []).map((ui) => ({
    value: ui.HumanTaskUiArn,
    label: ui.HumanTaskUiName,
  }));
  return (
    <Container>
      <SpaceBetween size="l">
        <FormField
          label={texts.template}
          errorText={problems.template ?? templates.error}
          secondaryControl={
            <Button href={pathOf('createTemplate')} target="_blank" iconName="external" iconAlign="right">
              {texts.toTemplates}
            </Button>
          }
        >
          <Select
            selectedOption={options.find(({ value }) => value === draft.template) ?? null}
            options={options}
            placeholder={texts.template}
            empty={texts.noTemplates}
            filteringType="auto"
            filteringAriaLabel={texts.template}
            statusType={templates.loading ? 'loading' : 'finished'}
            onFocus={() => templates.value && templates.again()}
            onChange={({ detail }) => change({ template: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        <FormField label={texts.taskTitle} description={texts.taskTitleHint} errorText={problems.taskTitle}>
          <Input value={draft.taskTitle} onChange={({ detail }) => change({ taskTitle: detail.value })} />
        </FormField>
        <FormField label={texts.taskDescription} errorText={problems.taskDescription}>
          <Textarea
            rows={3}
            value={draft.taskDescription}
            onChange={({ detail }) => change({ taskDescription: detail.value })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
