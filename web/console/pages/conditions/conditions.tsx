import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { SageMaker } from '../../../api/aws.ts';
import { type Desk, useDesk } from '../../desk.tsx';
import { Json } from '../../parts/json.tsx';
import { sentenceOf } from '../../sentence.ts';
import type { Trial } from './rows.ts';
import { texts } from './texts.ts';
import { TrialResult } from './trial.tsx';

type Workflow = SageMaker.DescribeFlowDefinitionResponse;

/** Conditions shows a workflow's activation conditions, and tries them on an input. */
export function Conditions({ flow }: { flow: Workflow }) {
  const conditions =
    flow.HumanLoopActivationConfig?.HumanLoopActivationConditionsConfig.HumanLoopActivationConditions;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.title}</Header>}>
        {conditions ? <Json value={JSON.parse(conditions)} /> : texts.always}
      </Container>
      <Test name={flow.FlowDefinitionName} />
    </SpaceBetween>
  );
}

function Test({ name }: { name: string }) {
  const desk = useDesk();
  const [input, setInput] = useState('{}');
  const [trial, setTrial] = useState<Trial>();
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const mistake = mistakeIn(input);

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setError('');
    try {
      await work();
    } catch (cause) {
      setTrial(undefined);
      setError(sentenceOf(cause));
    } finally {
      setBusy(false);
    }
  };
  const test = () =>
    attempt(async () => {
      setTrial(
        await desk.api.post('/api/v1/flow-definitions/{name}/conditions/test', {
          path: { name },
          query: desk.aws.place,
          body: { inputContent: input },
        }),
      );
    });
  const take = () => attempt(async () => setInput(await newestInput(desk, name)));

  return (
    <Container
      header={
        <Header variant="h2" description={texts.testLead}>
          {texts.test}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField
          label={texts.input}
          description={texts.inputHint}
          errorText={mistake && texts.noJson(mistake)}
          stretch
        >
          <Textarea
            value={input}
            rows={8}
            spellcheck={false}
            onChange={({ detail }) => setInput(detail.value)}
          />
        </FormField>
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" disabled={mistake !== ''} loading={busy} onClick={() => void test()}>
            {texts.run}
          </Button>
          <Button disabled={busy} onClick={() => void take()}>
            {texts.fromLoop}
          </Button>
        </SpaceBetween>
        {error && (
          <Alert type="error" statusIconAriaLabel="Error">
            {error}
          </Alert>
        )}
        {trial && <TrialResult trial={trial} />}
      </SpaceBetween>
    </Container>
  );
}

async function newestInput({ api, aws }: Desk, flow: string): Promise<string> {
  const { humanLoops } = await api.get('/api/v1/flow-definitions/{name}/human-loops', {
    path: { name: flow },
    query: { ...aws.place, maxResults: 1 },
  });
  const loop = humanLoops[0];
  if (!loop) throw new Error(texts.noLoop);
  const { input } = await api.get('/api/v1/human-loops/{name}/review', {
    path: { name: loop.humanLoopName },
    query: aws.place,
  });
  return JSON.stringify(input, null, 2);
}

/** mistakeIn says why a text is no JSON; empty when it is. */
function mistakeIn(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (cause) {
    return sentenceOf(cause);
  }
}
