import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { type Desk, useDesk } from '../../desk.tsx';
import { sentenceOf } from '../../sentence.ts';
import { laidOut } from './draft.ts';
import type { Workflow } from './start.tsx';
import { texts } from './texts.ts';

interface InputFieldProps {
  workflow: Workflow;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** Found is what came of trying the template, or of looking for an earlier input. */
interface Found {
  type: 'success' | 'error' | 'info';
  header?: string;
  sentences: string[];
}

/** InputField is where the input is written; earlier ones can be taken, and the template tried with it. */
export function InputField({ workflow, value, error, onChange }: InputFieldProps) {
  const desk = useDesk();
  const [found, setFound] = useState<Found>();
  const [asking, setAsking] = useState<'last' | 'check'>();

  const ask = async (what: 'last' | 'check', how: () => Promise<Found | undefined>) => {
    setAsking(what);
    try {
      setFound(await how());
    } catch (cause) {
      setFound({ type: 'error', sentences: [sentenceOf(cause)] });
    }
    setAsking(undefined);
  };
  const takeLast = async (): Promise<Found | undefined> => {
    const last = await lastInput(desk, workflow.FlowDefinitionName);
    if (last === undefined) return { type: 'info', sentences: [texts.noLast] };
    onChange(JSON.stringify(last, null, 2));
    return undefined;
  };

  return (
    <SpaceBetween size="s">
      <FormField label={texts.input} description={texts.inputHint} errorText={error} stretch>
        <Textarea
          rows={14}
          spellcheck={false}
          value={value}
          onChange={({ detail }) => {
            setFound(undefined);
            onChange(detail.value);
          }}
        />
      </FormField>
      <SpaceBetween direction="horizontal" size="xs">
        <Button loading={asking === 'last'} onClick={() => ask('last', takeLast)}>
          {texts.last}
        </Button>
        <Button disabled={error !== undefined} onClick={() => onChange(laidOut(value))}>
          {texts.layOut}
        </Button>
        <Button
          disabled={error !== undefined}
          loading={asking === 'check'}
          onClick={() => ask('check', () => tried(desk, workflow, value))}
        >
          {texts.check}
        </Button>
      </SpaceBetween>
      <div aria-live="polite">
        {found && (
          <Alert type={found.type} statusIconAriaLabel={found.type} header={found.header}>
            {found.sentences.map((sentence) => (
              <div key={sentence}>{sentence}</div>
            ))}
          </Alert>
        )}
      </div>
    </SpaceBetween>
  );
}

async function lastInput({ aws, api }: Desk, flow: string): Promise<unknown> {
  const { humanLoops } = await api.get('/api/v1/flow-definitions/{name}/human-loops', {
    path: { name: flow },
    query: { ...aws.place, maxResults: 1 },
  });
  const newest = humanLoops[0];
  if (!newest) return undefined;
  const review = await api.get('/api/v1/human-loops/{name}/review', {
    path: { name: newest.humanLoopName },
    query: aws.place,
  });
  return review.input;
}

async function tried({ aws }: Desk, workflow: Workflow, input: string): Promise<Found> {
  const { Errors } = await aws.sagemaker('RenderUiTemplate', {
    HumanTaskUiArn: workflow.HumanLoopConfig?.HumanTaskUiArn ?? '',
    RoleArn: workflow.RoleArn,
    Task: { Input: input },
  });
  if (Errors.length === 0) return { type: 'success', sentences: [texts.fits] };
  return {
    type: 'error',
    header: texts.unfit,
    sentences: Errors.map(({ Code, Message }) => `${Code}: ${Message}`),
  };
}
