import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { toFirstWrong } from '../../parts/first-wrong.ts';
import { Show } from '../../parts/states.tsx';
import { pathOf } from '../../routes.ts';
import { sentenceOf } from '../../sentence.ts';
import { texts as frame } from '../../texts.ts';
import { contentOf } from './content.ts';
import { blank, checked, type Draft, keepDraft, readDraft, touched } from './draft.ts';
import { Starters } from './starters.tsx';
import { texts } from './texts.ts';
import { Workbench } from './workbench.tsx';

/** CreateTemplate is the editor of a new template, empty, from a starter, or a copy of another. */
export default function CreateTemplate() {
  const { aws, route } = useDesk();
  const from = route.query.get('from');
  const begun = useLoad(async (): Promise<Draft> => {
    if (!from) return readDraft(localStorage, aws.place) ?? blank;
    const described = await aws.sagemaker('DescribeHumanTaskUi', { HumanTaskUiName: from });
    return { name: '', content: await contentOf(described), input: '{}' };
  }, [aws, from]);
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Crumbs
            items={[
              [texts.title, pathOf('templates')],
              [texts.createTitle, pathOf('createTemplate')],
            ]}
          />
          <Header variant="h1" description={from ? texts.copyOf(from) : undefined}>
            {texts.createTitle}
          </Header>
        </SpaceBetween>
      }
    >
      <Show of={begun}>{(draft) => <Editor begun={draft} restored={!from && draft !== blank} />}</Show>
    </ContentLayout>
  );
}

function Editor({ begun, restored }: { begun: Draft; restored: boolean }) {
  const { aws, go, say } = useDesk();
  const [draft, setDraft] = useState(begun);
  // origin is what was there before somebody wrote; a starter replaces it unasked.
  const [origin, setOrigin] = useState<Pick<Draft, 'content' | 'input'>>(restored ? blank : begun);
  const [tells, setTells] = useState(restored);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const problems = checked(draft);
  const unready = Object.keys(problems).length > 0;

  useEffect(() => {
    if (draft !== begun) keepDraft(localStorage, aws.place, draft);
  }, [draft, begun, aws]);

  const begin = (anew: Pick<Draft, 'content' | 'input'>) => {
    change(anew);
    setOrigin(anew);
  };
  const create = async () => {
    setTried(true);
    if (unready) toFirstWrong();
    if (unready || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await aws.sagemaker('CreateHumanTaskUi', {
        HumanTaskUiName: draft.name,
        UiTemplate: { Content: draft.content },
      });
      keepDraft(localStorage, aws.place, undefined);
      go(pathOf('template', draft.name));
      say({ type: 'success', content: texts.wasCreated(draft.name) });
    } catch (cause) {
      setError(sentenceOf(cause));
      setBusy(false);
    }
  };

  return (
    <Form
      errorText={error ?? (tried && unready ? frame.notRight : undefined)}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={() => go(pathOf('templates'))}>
            {texts.cancel}
          </Button>
          <Button variant="primary" onClick={create} loading={busy}>
            {texts.create}
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {tells && (
          <Alert
            type="info"
            statusIconAriaLabel="Info"
            action={
              <Button
                onClick={() => {
                  setDraft(blank);
                  setOrigin(blank);
                  setTells(false);
                }}
              >
                {texts.startEmpty}
              </Button>
            }
          >
            {texts.restored}
          </Alert>
        )}
        <Container>
          <SpaceBetween size="l">
            <FormField
              label={texts.name}
              constraintText={texts.nameHint}
              errorText={tried ? problems.name : undefined}
            >
              <Input value={draft.name} onChange={({ detail }) => change({ name: detail.value.trim() })} />
            </FormField>
            <Starters asks={touched(draft, origin)} onChoose={begin} />
          </SpaceBetween>
        </Container>
        <Workbench
          draft={draft}
          onContent={(content) => change({ content })}
          onInput={(input) => change({ input })}
          problems={tried ? problems : {}}
        />
      </SpaceBetween>
    </Form>
  );
}
