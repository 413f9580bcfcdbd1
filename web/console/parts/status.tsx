import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';

const looks: Record<string, StatusIndicatorProps.Type> = {
  Active: 'success',
  Completed: 'success',
  Initializing: 'in-progress',
  InProgress: 'in-progress',
  Deleting: 'in-progress',
  Stopping: 'in-progress',
  Stopped: 'stopped',
  Failed: 'error',
};

/** Status shows the status of a flow definition or a human loop in A2I's words. */
export function Status({ is }: { is: string | undefined }) {
  return (
    <StatusIndicator wrapText={false} type={looks[is ?? ''] ?? 'info'}>
      {is}
    </StatusIndicator>
  );
}
