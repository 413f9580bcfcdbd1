import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { ReactNode } from 'react';
import type { Loaded } from '../load.ts';
import { texts } from '../texts.ts';

interface EmptyProps {
  title: string;
  lead?: string;
  action?: ReactNode;
  /** whole is for one that stands in the place of a page: its title is the page's. */
  whole?: boolean;
}

/** Empty says that there is nothing yet, and what to do about it. */
export function Empty({ title, lead, action, whole }: EmptyProps) {
  return (
    <Box textAlign="center" color="inherit" padding={{ vertical: 'l' }}>
      <SpaceBetween size="xs">
        {whole ? <Box variant="h1">{title}</Box> : <b>{title}</b>}
        {lead && (
          <Box variant="p" color="text-body-secondary">
            {lead}
          </Box>
        )}
        {action}
      </SpaceBetween>
    </Box>
  );
}

/** Failed says why something could not be shown, with a button that tries again. */
export function Failed({ error, again }: { error: string; again: () => void }) {
  return (
    <Alert
      type="error"
      statusIconAriaLabel="Error"
      action={<Button onClick={again}>{texts.tryAgain}</Button>}
    >
      {error}
    </Alert>
  );
}

/** Waiting fills the place of something that is on its way. */
export function Waiting() {
  return (
    <Box textAlign="center" padding="xl">
      <output>
        <Spinner size="large" /> {texts.loading}…
      </output>
    </Box>
  );
}

/** Show shows what was loaded, or why not, or that it is on its way. */
export function Show<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ReactNode }) {
  if (of.value !== undefined) {
    return (
      <SpaceBetween size="m">
        {of.error && <Failed error={of.error} again={of.again} />}
        {children(of.value)}
      </SpaceBetween>
    );
  }
  return of.error ? <Failed error={of.error} again={of.again} /> : <Waiting />;
}
