import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';
import { urlOf } from '../../api/console.ts';
import { type Listener, type Source, TaskFrame } from '../../portal/frame.ts';
import { useDesk } from '../desk.tsx';
import { type Page, PreviewStage } from './preview-stage.ts';
import type { Tried } from './template-findings.tsx';
import { texts } from './template-texts.ts';

interface TemplatePreviewProps {
  /** tried is what is shown, anew for each other object. */
  tried: Tried;
  /** onAnswer hears what a trial submit would have sent as answerContent. */
  onAnswer?: (answer: unknown) => void;
}

/** widths are those that a page can be tried at, in CSS pixels; 0 is all there is. */
const widths = { desktop: 0, tablet: 768, phone: 360 };

type Width = keyof typeof widths;

/** openPage posts a template into a frame of its own; a trial submit leaves the page as it is. */
function openPage(place: HTMLElement | null, source: Exclude<Source, string>, hear: Listener): Page {
  const frame = new TaskFrame(source, texts.task, (message) => {
    if (message.type === 'submit') frame.send({ type: 'refused', message: texts.shown });
    hear(message);
  });
  frame.element.className = 'task-frame';
  place?.append(frame.element);
  frame.post(source);
  return frame;
}

/**
 * TemplatePreview shows a template as workers would see it, in the same sandbox. What
 * was filled in is carried over from one page to the next. It sends no answer anywhere.
 */
export function TemplatePreview({ tried, onAnswer }: TemplatePreviewProps) {
  const { aws } = useDesk();
  const [width, setWidth] = useState<Width>('desktop');
  const [language, setLanguage] = useState('');
  const [round, setRound] = useState(0);
  const [silent, setSilent] = useState(false);
  const [started, setStarted] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const stage = useRef<PreviewStage>(undefined);
  const shown = useRef(round);
  const hear = useRef(onAnswer);
  hear.current = onAnswer;

  useEffect(() => {
    const mine = new PreviewStage((heard) => {
      if (heard.type === 'submit') hear.current?.(heard.answerContent);
      else if (heard.type === 'silent') setSilent(true);
      else if (heard.type === 'started' || heard.type === 'unavailable') setStarted(true);
      else if (heard.type === 'opened') {
        setSilent(false);
        setStarted(false);
      }
    });
    stage.current = mine;
    return () => mine.close();
  }, []);

  useEffect(() => {
    const source = {
      action: urlOf('/api/v1/template-previews', { query: aws.place }),
      fields: { ...tried, language },
    };
    const anew = shown.current !== round;
    shown.current = round;
    void stage.current?.show((heard) => openPage(place.current, source, heard), anew ? 'empty' : 'filled');
  }, [tried, language, round, aws]);

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
