import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../sentence.ts';
import { texts } from '../texts.ts';
import { Fields } from './fields.tsx';

interface ConfirmProps {
  title: string;
  /** children say what will happen. */
  children: ReactNode;
  /** action is what the button says. */
  action: string;
  /** word must be typed first, for what cannot be undone. */
  word?: string;
  /** disabled keeps the button from being pressed, while something is missing. */
  disabled?: boolean;
  /** onConfirm does it; while it runs the dialog waits, and shows why when it fails. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Confirm asks before something that cannot be undone. */
export function Confirm({ title, children, action, word, disabled, onConfirm, onClose }: ConfirmProps) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const ready = !disabled && (word === undefined || typed.trim() === word);

  const confirm = async () => {
    if (!ready || busy) return;
    setBusy(true);
    setError('');
    try {
      await onConfirm();
    } catch (cause) {
      setError(sentenceOf(cause));
      setBusy(false);
    }
  };

  return (
    <Modal
      visible
      header={title}
      closeAriaLabel={texts.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button variant="primary" onClick={confirm} disabled={!ready} loading={busy} loadingText={action}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <Fields>
        {error && (
          <Alert type="error" statusIconAriaLabel="Error">
            {error}
          </Alert>
        )}
        {children}
        {word !== undefined && (
          <FormField label={texts.confirmHint(word)}>
            <Input
              value={typed}
              placeholder={word}
              onChange={({ detail }) => setTyped(detail.value)}
              onKeyDown={({ detail }) => {
                if (detail.key === 'Enter') void confirm();
              }}
            />
          </FormField>
        )}
      </Fields>
    </Modal>
  );
}
