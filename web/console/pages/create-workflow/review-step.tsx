import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { durationOf } from '../../duration.ts';
import { Json } from '../../parts/json.tsx';
import { type Draft, requestOf } from './draft.ts';
import { texts } from './texts.ts';

/** ReviewStep shows what will be created, with a way back to each step. */
export function ReviewStep({ draft, onEdit }: { draft: Draft; onEdit: (step: number) => void }) {
  const request = requestOf(draft);
  const config = request.HumanLoopConfig;
  const conditions =
    request.HumanLoopActivationConfig?.HumanLoopActivationConditionsConfig.HumanLoopActivationConditions;
  const types = {
    custom: texts.types.custom,
    textract: texts.types.textract,
    rekognition: texts.types.rekognition,
  };
  const part = (title: string, step: number) => (
    <Header
      variant="h2"
      actions={
        <Button ariaLabel={`${texts.edit} ${title}`} onClick={() => onEdit(step)}>
          {texts.edit}
        </Button>
      }
    >
      {title}
    </Header>
  );
  return (
    <SpaceBetween size="l">
      <Container header={part(texts.settings, 0)}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.name, value: draft.name },
            { label: texts.bucket, value: request.OutputConfig.S3OutputPath },
            { label: texts.role, value: draft.role },
          ]}
        />
      </Container>
      <Container header={part(texts.type, 1)}>
        <SpaceBetween size="m">
          <KeyValuePairs items={[{ label: texts.type, value: types[draft.type] }]} />
          {conditions ? <Json value={JSON.parse(conditions)} /> : texts.always}
        </SpaceBetween>
      </Container>
      <Container header={part(texts.template, 2)}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.template, value: draft.template },
            { label: texts.taskTitle, value: draft.taskTitle },
            { label: texts.taskDescription, value: draft.taskDescription },
          ]}
        />
      </Container>
      <Container header={part(texts.workers, 3)}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.team, value: draft.team },
            { label: texts.count, value: draft.count },
            { label: texts.reviewed.timeLimit, value: durationOf(config?.TaskTimeLimitInSeconds) },
            {
              label: texts.reviewed.availability,
              value: durationOf(config?.TaskAvailabilityLifetimeInSeconds),
            },
            { label: texts.reviewed.keywords, value: config?.TaskKeywords?.join(', ') || '–' },
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}
