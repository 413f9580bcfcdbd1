import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../act.ts';
import { useDesk } from '../../desk.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { SaveDialog } from './save-dialog.tsx';
import type { Draft } from './saved.ts';
import { texts } from './texts.ts';
import type { SavedQueries } from './use-saved.ts';

/** SavedBar names the saved query that is open, and saves and deletes it. */
export function SavedBar({ saved, empty }: { saved: SavedQueries; empty: boolean }) {
  const { session } = useDesk();
  const { current, unsaved } = saved;
  return (
    <Header
      variant="h2"
      actions={session.worker.administrator && <Actions saved={saved} empty={empty} />}
      info={unsaved && <Badge color="blue">{texts.unsaved}</Badge>}
    >
      {current?.name ?? texts.newQuery}
    </Header>
  );
}

function Actions({ saved, empty }: { saved: SavedQueries; empty: boolean }) {
  const { current, unsaved } = saved;
  const { say } = useDesk();
  const { busy, act } = useAct();
  const [asked, setAsked] = useState<'saveAs' | 'edit' | 'delete'>();
  const close = () => setAsked(undefined);
  const keep = (how: (draft: Draft) => Promise<void>) => async (draft: Draft) => {
    await how(draft);
    say({ type: 'success', content: texts.saved(draft.name) });
  };
  if (!current)
    return (
      <>
        <Button disabled={empty} onClick={() => setAsked('saveAs')}>
          {texts.save}
        </Button>
        {asked === 'saveAs' && (
          <SaveDialog title={texts.saveTitle} onSave={keep(saved.saveAs)} onClose={close} />
        )}
      </>
    );
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          disabled={empty || !unsaved || !current.mayChange}
          loading={busy === 'save'}
          onClick={() =>
            void act('save', async () => {
              await saved.save();
              return texts.saved(current.name);
            })
          }
        >
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
      {asked === 'saveAs' && (
        <SaveDialog title={texts.saveTitle} onSave={keep(saved.saveAs)} onClose={close} />
      )}
      {asked === 'edit' && (
        <SaveDialog title={texts.edit} draft={current} onSave={keep(saved.edit)} onClose={close} />
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
