import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { useLoad } from '../../load.ts';
import { Empty, Show } from '../../parts/states.tsx';
import { agreementOf } from './agreement.ts';
import { type Ask, most } from './figures.ts';
import { membersOf, type Span, severalAnswers, since, valueAt } from './questions.ts';
import { texts } from './texts.ts';

interface Answer {
  loop: string;
  worker: string;
  content: unknown;
}

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

/** AgreementPart tells how far workers agree on a member of a workflow's answers. */
export function AgreementPart({ ask, span, flow }: { ask: Ask; span: Span; flow: string }) {
  const answers = useLoad(() => read(ask, span, flow), [ask, span, flow]);
  return (
    <Container
      header={
        <Header variant="h2" description={texts.agreementLead}>
          {texts.agreement}
        </Header>
      }
    >
      {flow === '' ? (
        <Empty title={texts.chooseFlow} />
      ) : (
        <Show of={answers}>
          {(all) => (all.length === 0 ? <Empty title={texts.noPairs} /> : <Figures answers={all} />)}
        </Show>
      )}
    </Container>
  );
}

async function read(ask: Ask, span: Span, flow: string): Promise<Answer[]> {
  if (flow === '') return [];
  const rows = await ask(severalAnswers, [since(span, new Date()), flow]);
  return rows.map(([loop, worker, content]) => ({ loop: String(loop), worker: String(worker), content }));
}

function Figures({ answers }: { answers: Answer[] }) {
  const members = useMemo(() => membersOf(answers.map(({ content }) => content)), [answers]);
  const [chosen, setChosen] = useState<string>();
  const member = chosen !== undefined && members.includes(chosen) ? chosen : (members[0] ?? '');
  const agreement = useMemo(
    () =>
      agreementOf(
        answers.flatMap(({ loop, worker, content }) => {
          const value = valueAt(content, member);
          return value === undefined ? [] : [{ loop, worker, value }];
        }),
      ),
    [answers, member],
  );
  return (
    <SpaceBetween size="m">
      <FormField label={texts.member}>
        <Select
          selectedOption={{ value: member, label: member }}
          options={members.map((value) => ({ value, label: value }))}
          onChange={({ detail }) => setChosen(detail.selectedOption.value)}
        />
      </FormField>
      {agreement ? (
        <KeyValuePairs
          columns={4}
          items={[
            { label: texts.percent, value: percent.format(agreement.percent) },
            { label: texts.alpha, value: agreement.alpha?.toFixed(3) ?? texts.noAlpha },
            { label: texts.loops, value: agreement.loops.toLocaleString() },
            { label: texts.pairs, value: agreement.pairs.toLocaleString() },
          ]}
        />
      ) : (
        <Empty title={texts.noPairs} />
      )}
      {answers.length >= most && <Box color="text-body-secondary">{texts.cut(most)}</Box>}
    </SpaceBetween>
  );
}
