import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SageMaker } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { toFirstWrong } from '../../parts/first-wrong.ts';
import { Show } from '../../parts/states.tsx';
import { pathOf } from '../../routes.ts';
import { sentenceOf } from '../../sentence.ts';
import { texts as frame } from '../../texts.ts';
import { type Classifier, checked, type Draft, requestOf, suggestedName } from './draft.ts';
import { InputField } from './input-field.tsx';
import { texts } from './texts.ts';

/** Workflow is the human review workflow that the loop is started with. */
export type Workflow = SageMaker.DescribeFlowDefinitionResponse;

/** StartLoop starts one human loop by hand. */
export default function StartLoop() {
  const { aws, route } = useDesk();
  const flow = route.names[0] as string;
  const workflow = useLoad(
    () => aws.sagemaker('DescribeFlowDefinition', { FlowDefinitionName: flow }),
    [aws, flow],
  );
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Crumbs
            items={[
              [texts.workflows, pathOf('workflows')],
              [flow, pathOf('workflow', flow)],
              [texts.title, pathOf('startLoop', flow)],
            ]}
          />
          <Header variant="h1" description={texts.description}>
            {texts.title}
          </Header>
        </SpaceBetween>
      }
    >
      <Show of={workflow}>{(found) => <StartForm workflow={found} />}</Show>
    </ContentLayout>
  );
}

function StartForm({ workflow }: { workflow: Workflow }) {
  const { aws, go, say } = useDesk();
  const flow = workflow.FlowDefinitionName;
  const [draft, setDraft] = useState<Draft>(() => ({
    name: suggestedName(flow, Math.random()),
    input: '{}',
    classifiers: [],
  }));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const problems = checked(draft);
  const unready = Object.keys(problems).length > 0;
  const active = workflow.FlowDefinitionStatus === 'Active';

  const start = async () => {
    setTried(true);
    if (unready) toFirstWrong();
    if (unready || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const { HumanLoopArn } = await aws.start(requestOf(workflow.FlowDefinitionArn, draft));
      go(HumanLoopArn ? pathOf('loop', flow, draft.name) : pathOf('workflow', flow));
      say(
        HumanLoopArn
          ? { type: 'success', content: texts.started(draft.name) }
          : { type: 'info', content: texts.notNeeded },
      );
    } catch (cause) {
      setError(sentenceOf(cause));
      setBusy(false);
    }
  };

  return (
    <SpaceBetween size="m">
      {!active && (
        <Alert type="warning" statusIconAriaLabel="Warning">
          {texts.notActive(workflow.FlowDefinitionStatus)}
        </Alert>
      )}
      <Form
        errorText={error ?? (tried && unready ? frame.notRight : undefined)}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => go(pathOf('workflow', flow))}>
              {texts.cancel}
            </Button>
            <Button variant="primary" onClick={start} loading={busy} disabled={!active}>
              {texts.start}
            </Button>
          </SpaceBetween>
        }
      >
        <Container header={<Header variant="h2">{texts.settings}</Header>}>
          <SpaceBetween size="l">
            <FormField
              label={texts.name}
              constraintText={texts.nameHint}
              errorText={tried ? problems.name : undefined}
            >
              <Input value={draft.name} onChange={({ detail }) => change({ name: detail.value })} />
            </FormField>
            <InputField
              workflow={workflow}
              value={draft.input}
              error={tried || draft.input.trim() !== '' ? problems.input : undefined}
              onChange={(input) => change({ input })}
            />
            <Classifiers chosen={draft.classifiers} onChange={(classifiers) => change({ classifiers })} />
          </SpaceBetween>
        </Container>
      </Form>
    </SpaceBetween>
  );
}

const classifiers: { value: Classifier; label: string }[] = [
  { value: 'FreeOfPersonallyIdentifiableInformation', label: texts.noPii },
  { value: 'FreeOfAdultContent', label: texts.noAdult },
];

interface ClassifiersProps {
  chosen: Classifier[];
  onChange: (chosen: Classifier[]) => void;
}

function Classifiers({ chosen, onChange }: ClassifiersProps) {
  return (
    <FormField
      label={
        <>
          {texts.classifiers} – {texts.optional}
        </>
      }
      description={texts.classifiersHint}
    >
      <Multiselect
        selectedOptions={classifiers.filter(({ value }) => chosen.includes(value))}
        options={classifiers}
        placeholder={texts.classifiers}
        deselectAriaLabel={({ label }) => `× ${label}`}
        onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value }) => value as Classifier))}
      />
    </FormField>
  );
}
