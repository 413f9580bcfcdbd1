import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { CodeEditor, type CodeHandle } from '../../parts/code-editor.tsx';
import { Json } from '../../parts/json.tsx';
import { TemplateFindings, useTemplateCheck, useTried } from '../../parts/template-findings.tsx';
import { TemplatePreview } from '../../parts/template-preview.tsx';
import { texts as previewTexts } from '../../parts/template-texts.ts';
import { type Draft, isJson, type Problems } from './draft.ts';
import { texts } from './texts.ts';

interface WorkbenchProps {
  draft: Pick<Draft, 'content' | 'input'>;
  /** onContent hears changes of the template; without it the template is only read. */
  onContent?: (content: string) => void;
  onInput: (input: string) => void;
  problems?: Problems;
}

/** Workbench is a template with its sample, what the check says, the preview, and the answer of a trial. */
export function Workbench({ draft, onContent, onInput, problems }: WorkbenchProps) {
  const tried = useTried(draft);
  const check = useTemplateCheck(tried);
  const [answer, setAnswer] = useState<unknown>();
  const editor = useRef<CodeHandle>(null);
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 6 } }, { colspan: { default: 12, s: 6 } }]}>
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">{texts.content}</Header>}>
          <SpaceBetween size="m">
            <FormField stretch errorText={problems?.content}>
              <CodeEditor
                ref={editor}
                language="template"
                label={texts.content}
                height="28em"
                value={draft.content}
                findings={check.value?.findings ?? []}
                readOnly={onContent === undefined}
                {...(onContent ? { onChange: onContent } : {})}
              />
            </FormField>
            <Box variant="h3">{previewTexts.findings}</Box>
            <TemplateFindings check={check} onLine={(line) => editor.current?.toLine(line)} />
          </SpaceBetween>
        </Container>
        <Container
          header={
            <Header variant="h2" description={texts.sampleHint}>
              {texts.sample}
            </Header>
          }
        >
          <FormField stretch errorText={isJson(draft.input) ? undefined : texts.noJson}>
            <CodeEditor
              language="json"
              label={texts.sample}
              height="16em"
              value={draft.input}
              onChange={onInput}
            />
          </FormField>
        </Container>
      </SpaceBetween>
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">{texts.preview}</Header>}>
          <TemplatePreview tried={tried} onAnswer={setAnswer} />
        </Container>
        <Container header={<Header variant="h2">{texts.answer}</Header>}>
          <div aria-live="polite">
            {answer === undefined ? (
              <Box color="text-body-secondary">{texts.noAnswer}</Box>
            ) : (
              <Json value={answer} />
            )}
          </div>
        </Container>
      </SpaceBetween>
    </Grid>
  );
}
