import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { texts as shared } from '../../texts.ts';
import { addressesIn, mostAtOnce } from './addresses.ts';
import { texts } from './texts.ts';

type Result = Output<'/api/v1/users/invitations', 'post'>['results'][number];

/** Invite adds up to a hundred people, then shows the link of each. */
export function Invite({ onClose, onAdded }: { onClose: () => void; onAdded: () => void }) {
  const { api, aws } = useDesk();
  const [typed, setTyped] = useState('');
  const [results, setResults] = useState<Result[]>();
  const emails = addressesIn(typed);
  if (results) return <Results results={results} onClose={onClose} />;
  return (
    <Dialog
      title={texts.invite}
      action={texts.invite}
      ready={emails.length > 0 && emails.length <= mostAtOnce}
      onClose={onClose}
      onSubmit={async () => {
        const body = { emails, account: aws.place.account };
        const answer = await api.post('/api/v1/users/invitations', { body });
        setResults(answer.results);
        onAdded();
      }}
    >
      <FormField
        label={texts.addresses}
        description={texts.addressesHint}
        constraintText={texts.addressCount(emails.length)}
        errorText={emails.length > mostAtOnce && texts.tooMany(emails.length)}
      >
        <Textarea
          value={typed}
          rows={8}
          spellcheck={false}
          placeholder="ann@example.com"
          onChange={({ detail }) => setTyped(detail.value)}
        />
      </FormField>
    </Dialog>
  );
}

function Results({ results, onClose }: { results: Result[]; onClose: () => void }) {
  const added = results.filter((result) => result.invitation);
  const all = added.map(({ email, invitation }) => `${email} ${invitation?.signInLink}`).join('\n');
  return (
    <Modal
      visible
      size="large"
      header={texts.invited}
      closeAriaLabel={shared.close}
      onDismiss={({ detail }) => {
        if (detail.reason !== 'overlay') onClose();
      }}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {added.length > 0 && (
              <CopyToClipboard
                copyButtonText={texts.copyAll}
                textToCopy={all}
                copySuccessText={shared.copied}
                copyErrorText={shared.copyFailed}
              />
            )}
            <Button variant="primary" onClick={onClose}>
              {shared.done}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <Box>{texts.added(added.length, results.length)}</Box>
        {added.length > 0 && <Box>{texts.invitedLead}</Box>}
        <Table
          variant="embedded"
          items={results}
          wrapLines
          ariaLabels={{ tableLabel: texts.invited, selectionGroupLabel: texts.invited }}
          columnDefinitions={[
            { id: 'email', header: texts.email, isRowHeader: true, cell: ({ email }) => email },
            {
              id: 'link',
              header: texts.link,
              cell: ({ invitation, reason }) =>
                invitation ? (
                  <Copyable text={invitation.signInLink} />
                ) : (
                  <StatusIndicator type="error">{reason ?? texts.notAdded}</StatusIndicator>
                ),
            },
          ]}
        />
      </SpaceBetween>
    </Modal>
  );
}
