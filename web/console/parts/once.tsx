import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { texts } from '../texts.ts';
import { Copyable } from './copyable.tsx';

/** Once shows what cannot be shown again, such as a secret or a link that lets somebody in. */
export function Once({
  title,
  lead,
  values,
  onClose,
}: {
  title: string;
  lead: string;
  values: { label: string; value: string }[];
  onClose: () => void;
}) {
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel={texts.close}
      onDismiss={({ detail }) => {
        // A click beside the dialog must not lose what is shown this once.
        if (detail.reason !== 'overlay') onClose();
      }}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            {texts.done}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning" statusIconAriaLabel={texts.warning}>
          {lead}
        </Alert>
        {values.map(({ label, value }) => (
          <FormField key={label} label={label}>
            <Copyable text={value} />
          </FormField>
        ))}
      </SpaceBetween>
    </Modal>
  );
}
