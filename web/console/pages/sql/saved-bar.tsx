import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { texts } from './texts.ts';
import type { SavedQueries } from './use-saved.ts';

/** SavedBar names the saved query that is open, and saves and deletes it. */
export function SavedBar({ saved, empty }: { saved: SavedQueries; empty: boolean }) {
  const { session } = useDesk();
  const { current } = saved;
  return (
    <Header
      variant="h2"
      actions={session.worker.administrator && <Actions saved={saved} empty={empty} />}
      info={current && <output>{saved.unsaved ? <Unsaved /> : <UpToDate />}</output>}
    >
      {current?.name ?? texts.newQuery}
    </Header>
  );
}

const Unsaved = () => <Badge color="blue">{texts.unsaved}</Badge>;

const UpToDate = () => <StatusIndicator>{texts.upToDate}</StatusIndicator>;

function Actions({ saved, empty }: { saved: SavedQueries; empty: boolean }) {
  const { current, unsaved } = saved;
  const { say } = useDesk();
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<'saveAs' | 'edit' | 'delete'>();
  const close = () => setAsked(undefined);
  const save = async () => {
    setBusy(true);
    await saved.save();
    setBusy(false);
  };
  if (!current)
    return (
      <>
        <Button disabled={empty} onClick={() => setAsked('saveAs')}>
          {texts.save}
        </Button>
        {asked === 'saveAs' && <SaveDialog title={texts.saveTitle} onSave={saved.saveAs} onClose={close} />}
      </>
    );
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button disabled={empty || !unsaved || !current.mayChange} loading={busy} onClick={() => void save()}>
          {texts.save}
        </Button>
        <Button disabled={empty} onClick={() => setAsked('saveAs')}>
          {texts.saveAs}
        </Button>
        <Button disabled={!current.mayChange} onClick={() => setAsked('edit')}>
          {texts.edit}
        </Button>
        <Button disabled={!current.mayChange} onClick={() => setAsked('delete')}>
          {texts.delete}
        </Button>
      </SpaceBetween>
      {asked === 'saveAs' && <SaveDialog title={texts.saveTitle} onSave={saved.saveAs} onClose={close} />}
      {asked === 'edit' && (
        <SaveDialog title={texts.edit} draft={current} onSave={saved.edit} onClose={close} />
      )}
      {asked === 'delete' && (
        <Confirm
          title={texts.deleteTitle(current.name)}
          action={texts.delete}
          onConfirm={async () => {
            await saved.remove();
            say({ type: 'success', content: texts.deleted(current.name) });
            close();
          }}
          onClose={close}
        >
          {current.shared ? texts.deleteShared : texts.deleteOwn}
        </Confirm>
      )}
    </>
  );
}
