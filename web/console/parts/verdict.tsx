import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';

/** Verdict says in a sentence how something stands. Cloudscape's indicator alone breaks words where a line ends. */
export function Verdict({ type, children }: { type: StatusIndicatorProps.Type; children: ReactNode }) {
  return (
    <StatusIndicator type={type}>
      <span className="verdict">{children}</span>
    </StatusIndicator>
  );
}
