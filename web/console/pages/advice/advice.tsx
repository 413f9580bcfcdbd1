import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SageMaker } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { Empty, Failed, Waiting } from '../../parts/states.tsx';
import { sentenceOf } from '../../sentence.ts';
import { type Advice as Advised, first, isPath, type Question, shareOf } from './question.ts';
import { Report } from './report.tsx';
import { texts } from './texts.ts';

type Workflow = SageMaker.DescribeFlowDefinitionResponse;

/** Advice says which predictions of a workflow need no review. */
export function Advice({ flow }: { flow: Workflow }) {
  const { api, aws } = useDesk();
  const custom = !flow.HumanLoopRequestSource;
  const [question, setQuestion] = useState(first);
  const [advice, setAdvice] = useState<Advised>();
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  const ask = async () => {
    setBusy(true);
    setError('');
    const { confidence, prediction, answer, field } = question;
    const paths = custom ? { confidence, prediction, answer } : { field };
    const query = { risk: shareOf(question.risk), confidenceLevel: shareOf(question.level), ...paths };
    try {
      setAdvice(
        await api.get('/api/v1/flow-definitions/{name}/advice', {
          path: { name: flow.FlowDefinitionName },
          query: { ...aws.place, ...query },
        }),
      );
    } catch (cause) {
      setAdvice(undefined);
      setError(sentenceOf(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={texts.lead}>
            {texts.title}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <Fields question={question} custom={custom} onChange={setQuestion} />
          <Button
            variant="primary"
            disabled={!isReady(question, custom)}
            loading={busy}
            onClick={() => void ask()}
          >
            {texts.run}
          </Button>
        </SpaceBetween>
      </Container>
      {error && <Failed error={error} again={() => void ask()} />}
      {busy && <Waiting />}
      {!busy && advice && <Report advice={advice} />}
      {!busy && !advice && !error && <Empty title={texts.notYet} />}
    </SpaceBetween>
  );
}

const isReady = ({ risk, level, confidence, prediction, answer }: Question, custom: boolean): boolean =>
  shareOf(risk) !== undefined &&
  shareOf(level) !== undefined &&
  (!custom || (isPath(confidence) && isPath(answer) && (prediction === '' || isPath(prediction))));

interface FieldsProps {
  question: Question;
  /** custom workflows need to be told where things stand in inputs and answers. */
  custom: boolean;
  onChange: (question: Question) => void;
}

function Fields({ question, custom, onChange }: FieldsProps) {
  const field = (name: keyof Question, label: string, hint: string, mistake?: string) => (
    <FormField label={label} description={hint} errorText={mistake}>
      <Input
        value={question[name]}
        spellcheck={false}
        onChange={({ detail }) => onChange({ ...question, [name]: detail.value })}
      />
    </FormField>
  );
  const percent = (name: 'risk' | 'level') =>
    shareOf(question[name]) === undefined ? texts.percent : undefined;
  const path = (name: 'confidence' | 'prediction' | 'answer') =>
    question[name] === '' || isPath(question[name]) ? undefined : texts.path;
  return (
    <ColumnLayout columns={2}>
      {field('risk', texts.risk, texts.riskHint, percent('risk'))}
      {field('level', texts.level, texts.levelHint, percent('level'))}
      {custom && field('confidence', texts.confidencePath, texts.confidenceHint, path('confidence'))}
      {custom && field('answer', texts.answerPath, texts.answerHint, path('answer'))}
      {custom && field('prediction', texts.predictionPath, texts.predictionHint, path('prediction'))}
      {!custom && field('field', texts.field, texts.fieldHint)}
    </ColumnLayout>
  );
}
