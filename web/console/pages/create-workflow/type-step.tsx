import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import Tiles from '@cloudscape-design/components/tiles';
import { useState } from 'react';
import { conditionsOf, readConditions } from './conditions.ts';
import { ConditionsForm } from './conditions-form.tsx';
import type { StepProps } from './create.tsx';
import { firstDraft, type TaskType } from './draft.ts';
import { texts } from './texts.ts';

/** TypeStep asks where the data comes from, and when people are asked about it. */
export function TypeStep({ draft, change, problems }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Container>
        <Tiles
          ariaLabel={texts.type}
          value={draft.type}
          onChange={({ detail }) =>
            change({
              type: detail.value as TaskType,
              conditions: firstDraft('').conditions,
              json: undefined,
            })
          }
          items={[
            { value: 'custom', label: texts.types.custom, description: texts.types.customLead },
            { value: 'textract', label: texts.types.textract, description: texts.types.textractLead },
            {
              value: 'rekognition',
              label: texts.types.rekognition,
              description: texts.types.rekognitionLead,
            },
          ]}
        />
      </Container>
      <Conditions draft={draft} change={change} problems={problems} />
    </SpaceBetween>
  );
}

// The form and the JSON show the same conditions: what is typed in one is read into
// the other when that is turned to.
function Conditions({ draft, change, problems }: StepProps) {
  const [as, setAs] = useState<'form' | 'json'>(draft.json === undefined ? 'form' : 'json');
  const [stuck, setStuck] = useState(false);
  const turn = (to: string) => {
    setStuck(false);
    if (to === 'json') {
      change({ json: conditionsOf(draft.conditions, draft.type) });
      setAs('json');
      return;
    }
    const read = readConditions(draft.json ?? '', draft.type);
    if (!read) {
      setStuck(true);
      return;
    }
    change({ conditions: read, json: undefined });
    setAs('form');
  };
  const none = (draft.json ?? conditionsOf(draft.conditions, draft.type)).trim() === '';
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={draft.type === 'custom' ? texts.evaluateHint : texts.conditionsLead}
          actions={
            <SegmentedControl
              label={texts.conditions}
              selectedId={as}
              options={[
                { id: 'form', text: texts.asForm },
                { id: 'json', text: texts.asJson },
              ]}
              onChange={({ detail }) => turn(detail.selectedId)}
            />
          }
        >
          {texts.conditions}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {stuck && <Alert type="info">{texts.jsonOnly}</Alert>}
        {none && <Alert type="info">{texts.always}</Alert>}
        {as === 'form' ? (
          <ConditionsForm
            type={draft.type}
            conditions={draft.conditions}
            onChange={(conditions) => change({ conditions })}
          />
        ) : (
          <FormField label={texts.asJson} errorText={problems.json} stretch>
            <Textarea
              rows={16}
              spellcheck={false}
              value={draft.json ?? ''}
              onChange={({ detail }) => change({ json: detail.value })}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  );
}
