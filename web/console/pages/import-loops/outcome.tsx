import Alert from '@cloudscape-design/components/alert';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { PageLink } from '../../parts/link.tsx';
import { pathOf } from '../../routes.ts';
import { sizeOf } from './size.ts';
import { texts } from './texts.ts';
import { type Import, startable } from './upload.ts';

const share = (done: number, of: number) => (of === 0 ? 0 : Math.min(100, (100 * done) / of));

/** Outcome says how far an import is whose file is on the server, or what it came to. */
export function Outcome({ flow, of }: { flow: string; of: Import }) {
  switch (of.status) {
    case 'Checking':
      return (
        <ProgressBar
          label={texts.checking}
          value={share(of.doneBytes, of.size)}
          additionalInfo={texts.ofBytes(sizeOf(of.doneBytes), sizeOf(of.size))}
        />
      );
    case 'Starting':
      return (
        <ProgressBar
          label={texts.starting}
          value={share(of.done, of.rows)}
          description={of.reason ? texts.waits(of.reason) : undefined}
          additionalInfo={texts.ofRows(of.done, of.rows)}
        />
      );
    case 'Checked':
      return <Findings of={of} />;
    case 'Completed':
      return (
        <Alert type="success" statusIconAriaLabel="Success" action={<ToLoops flow={flow} />}>
          {texts.completed(of.started)}
        </Alert>
      );
    default:
      return <Ended flow={flow} of={of} />;
  }
}

function Findings({ of }: { of: Import }) {
  const { bad, rows } = of;
  const type = bad === 0 ? 'success' : bad < rows ? 'warning' : 'error';
  return (
    <Alert type={type} statusIconAriaLabel={type}>
      {bad === 0 ? texts.allRight(rows) : bad < rows ? texts.someWrong(bad, rows) : texts.allWrong}
      {bad < rows && startable(of) === 0 && ` ${texts.noneNeeded}`}
    </Alert>
  );
}

// Ended is an import that was cancelled, or failed.
function Ended({ flow, of }: { flow: string; of: Import }) {
  const failed = of.status === 'Failed';
  return (
    <Alert
      type={failed ? 'error' : 'info'}
      statusIconAriaLabel={of.status}
      header={failed ? texts.failed : texts.cancelled}
      action={of.started > 0 && <ToLoops flow={flow} />}
    >
      {[of.reason, texts.startedBefore(of.started)].filter(Boolean).join(' ')}
    </Alert>
  );
}

function ToLoops({ flow }: { flow: string }) {
  return <PageLink to={pathOf('workflow', flow)}>{texts.toLoops}</PageLink>;
}
