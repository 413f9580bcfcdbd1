import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../sentence.ts';
import { texts } from '../texts.ts';
import { Fields } from './fields.tsx';

interface DialogProps {
  title: string;
  /** children are the fields. */
  children: ReactNode;
  /** action is what the button says. */
  action: string;
  /** ready tells whether the fields can be sent. */
  ready: boolean;
  size?: ModalProps.Size;
  /** onSubmit sends them; while it runs the dialog waits, and shows why when it fails. */
  onSubmit: () => Promise<void>;
  onClose: () => void;
}

/** Dialog is a form above the page. */
export function Dialog({ title, children, action, ready, size = 'medium', onSubmit, onClose }: DialogProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const submit = async () => {
    if (!ready || busy) return;
    setBusy(true);
    setError('');
    try {
      await onSubmit();
    } catch (cause) {
      setError(sentenceOf(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      visible
      size={size}
      header={title}
      closeAriaLabel={texts.close}
      onDismiss={({ detail }) => {
        // A click beside the dialog must not lose what was typed.
        if (detail.reason !== 'overlay') onClose();
      }}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button
              variant="primary"
              onClick={() => void submit()}
              disabled={!ready}
              loading={busy}
              loadingText={action}
            >
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Fields>
          {error && (
            <Alert type="error" statusIconAriaLabel={texts.failed}>
              {error}
            </Alert>
          )}
          {children}
        </Fields>
      </form>
    </Modal>
  );
}
