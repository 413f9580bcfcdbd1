import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMemo } from 'react';
import type { Output } from '../../api/console.ts';
import { useDesk } from '../desk.tsx';
import { type Loaded, useLoad } from '../load.ts';
import { Show } from './states.tsx';
import { texts } from './template-texts.ts';
import { useSettled } from './use-settled.ts';
import { Verdict } from './verdict.tsx';

/** Check is what the server says about a template and a sample of its input. */
export type Check = Output<'/api/v1/template-checks', 'post'>;

/** Tried is a template and a sample of a human loop's input, which is JSON as text. */
export interface Tried {
  content: string;
  input: string;
}

/** useTried gives what is to be tried once typing pauses, both parts at once. */
export function useTried({ content, input }: Tried): Tried {
  return useSettled(useMemo(() => ({ content, input }), [content, input]));
}

/** useTemplateCheck asks what is wrong with a template. */
export function useTemplateCheck(tried: Tried): Loaded<Check> {
  const { api, aws } = useDesk();
  return useLoad(
    () =>
      api.post('/api/v1/template-checks', {
        query: aws.place,
        body: { content: tried.content, input: readable(tried.input) },
      }),
    [api, aws, tried],
  );
}

// An input that is no JSON is told of where it is written; the template is tried without.
function readable(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return undefined;
  }
}

interface TemplateFindingsProps {
  check: Loaded<Check>;
  /** onLine shows a line of the template. */
  onLine?: (line: number) => void;
}

/** TemplateFindings lists what the check found; each leads to its line. */
export function TemplateFindings({ check, onLine }: TemplateFindingsProps) {
  return (
    <Show of={check}>
      {({ findings, bytes, durationMilliseconds, rendered }) => (
        <div aria-live="polite">
          <SpaceBetween size="xs">
            {findings.length === 0 && <Verdict type="success">{texts.noFindings}</Verdict>}
            {findings.map(({ line, severity, message }) => (
              <Box key={`${line} ${message}`}>
                <StatusIndicator type={severity}>
                  {severity === 'error' ? texts.error : texts.warning}
                </StatusIndicator>{' '}
                {line && onLine ? (
                  <Link
                    href={`#line-${line}`}
                    onFollow={(event) => {
                      event.preventDefault();
                      onLine(line);
                    }}
                  >
                    {texts.line(line)}
                  </Link>
                ) : (
                  <b>{line ? texts.line(line) : texts.whole}</b>
                )}
                : {message}
              </Box>
            ))}
            {rendered && (
              <Box variant="small" color="text-body-secondary">
                {texts.figures(bytes, durationMilliseconds)}
              </Box>
            )}
          </SpaceBetween>
        </div>
      )}
    </Show>
  );
}
