import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { toFirstWrong } from '../../parts/first-wrong.ts';
import { pathOf } from '../../routes.ts';
import { sentenceOf } from '../../sentence.ts';
import { texts as frame } from '../../texts.ts';
import { checked, type Draft, type Format, formatOf, layoutOf, requestOf } from './draft.ts';
import { FileField } from './file-field.tsx';
import { columnsOf, headSize } from './header.ts';
import { LayoutFields } from './layout-fields.tsx';
import { texts } from './texts.ts';
import type { Import, Way } from './upload.ts';

const formats = (['csv', 'jsonl'] as const).map((value) => ({
  value,
  label: texts.formats[value],
  description: texts.formatHints[value],
}));

interface BeginProps {
  way: Way;
  /** begun is how a file is read unless the person says otherwise. */
  begun: Draft;
  /** onBegun gets the file and its import, which may be one from before. */
  onBegun: (file: File, of: Import) => void;
}

/** Begin asks for a file and how it is read, and begins its import. */
export function Begin({ way, begun, onBegun }: BeginProps) {
  const { go } = useDesk();
  const [file, setFile] = useState<File>();
  const [draft, setDraft] = useState(begun);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const problems = checked(draft, file);
  const unready = Object.keys(problems).length > 0;
  const { format, delimiter } = draft;
  const names = useLoad(
    async () => (file && format ? columnsOf(await file.slice(0, headSize).text(), format, delimiter) : []),
    [file, format, delimiter],
  );

  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    if (chosen) change({ format: formatOf(chosen.name) ?? begun.format });
  };
  const begin = async () => {
    setTried(true);
    if (unready) toFirstWrong();
    if (!file || !format || unready || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const made = await way.api.post('/api/v1/flow-definitions/{name}/imports', {
        path: { name: way.flow },
        query: way.place,
        body: requestOf(file, layoutOf(draft, format)),
      });
      onBegun(file, made);
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
          <Button variant="link" onClick={() => go(pathOf('workflow', way.flow))}>
            {texts.cancel}
          </Button>
          <Button variant="primary" onClick={() => void begin()} loading={busy}>
            {texts.check}
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">{texts.file}</Header>}>
          <SpaceBetween size="l">
            <FileField
              label={texts.file}
              hint={texts.fileHint}
              file={file}
              error={tried || file ? problems.file : undefined}
              onChange={choose}
            />
            <FormField label={texts.format} errorText={file ? problems.format : undefined}>
              <RadioGroup
                value={format ?? null}
                items={formats}
                onChange={({ detail }) => change({ format: detail.value as Format })}
              />
            </FormField>
          </SpaceBetween>
        </Container>
        {format && (
          <LayoutFields
            draft={draft}
            format={format}
            names={names.value ?? []}
            problems={tried ? problems : {}}
            onChange={change}
          />
        )}
      </SpaceBetween>
    </Form>
  );
}
