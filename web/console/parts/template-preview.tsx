import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';
import { urlOf } from '../../api/console.ts';
import { TaskFrame } from '../../portal/frame.ts';
import { useDesk } from '../desk.tsx';
import { texts } from './template-texts.ts';
import { useSettled } from './use-settled.ts';

interface TemplatePreviewProps {
  /** content is the template, and input a sample of a human loop's input: JSON as text. */
  content: string;
  input: string;
  /** onAnswer hears what a trial submit would have sent as answerContent. */
  onAnswer?: (answer: unknown) => void;
}

/** widths are those that a page can be tried at, in CSS pixels; 0 is all there is. */
const widths = { desktop: 0, tablet: 768, phone: 360 };

type Width = keyof typeof widths;

/**
 * TemplatePreview shows a template as workers would see it, in the same sandbox, anew
 * when typing pauses. What was filled in is carried over. It sends no answer anywhere.
 */
export function TemplatePreview({ content, input, onAnswer }: TemplatePreviewProps) {
  const { aws } = useDesk();
  const [width, setWidth] = useState<Width>('desktop');
  const [language, setLanguage] = useState('');
  const [round, setRound] = useState(0);
  const [silent, setSilent] = useState(false);
  const [started, setStarted] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const last = useRef<{ frame: TaskFrame; round: number }>(undefined);
  const hear = useRef(onAnswer);
  hear.current = onAnswer;
  const settled = useSettled(content);
  const sample = useSettled(input);

  useEffect(() => {
    const before = last.current;
    let over = false;
    let frame: TaskFrame | undefined;
    const open = async () => {
      // Whoever starts again wants an empty page.
      const draft = before?.round === round ? await before.frame.draft() : undefined;
      if (over) return;
      before?.frame.close();
      setSilent(false);
      setStarted(false);
      const source = {
        action: urlOf('/api/v1/template-previews', { query: aws.place }),
        fields: { content: settled, input: sample, language },
      };
      frame = new TaskFrame(source, texts.task, (message) => {
        if (message.type === 'ready') frame?.send({ type: 'start', draft: draft as never });
        else if (message.type === 'started' || message.type === 'unavailable') setStarted(true);
        else if (message.type === 'silent') setSilent(true);
        else if (message.type === 'submit') {
          frame?.send({ type: 'refused', message: texts.shown });
          hear.current?.(message.answerContent);
        }
      });
      frame.element.className = 'task-frame';
      place.current?.append(frame.element);
      frame.post(source);
      last.current = { frame, round };
    };
    void open();
    return () => {
      over = true;
    };
  }, [settled, sample, language, round, aws]);

  useEffect(
    () => () => {
      last.current?.frame.close();
      last.current = undefined;
    },
    [],
  );

  const languages = texts.languages.map(([value, label]) => ({ value, label }));
  return (
    <SpaceBetween size="s">
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <SegmentedControl
          label={texts.width}
          selectedId={width}
          options={(Object.keys(widths) as Width[]).map((id) => ({ id, text: texts.widths[id] }))}
          onChange={({ detail }) => setWidth(detail.selectedId as Width)}
        />
        <FormField label={texts.language}>
          <Select
            selectedOption={languages.find(({ value }) => value === language) ?? null}
            options={languages}
            onChange={({ detail }) => setLanguage(detail.selectedOption.value ?? '')}
          />
        </FormField>
        <Button iconName="refresh" onClick={() => setRound(round + 1)}>
          {texts.again}
        </Button>
      </SpaceBetween>
      {silent && (
        <Alert type="warning" statusIconAriaLabel="Warning">
          {texts.silent}
        </Alert>
      )}
      <div className={`template-stage template-stage-${width}`} aria-busy={!started && !silent} ref={place} />
      <Box variant="small" color="text-body-secondary">
        {texts.hint}
      </Box>
    </SpaceBetween>
  );
}
