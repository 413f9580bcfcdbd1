import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../act.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { texts } from './texts.ts';
import { type Import, inputOf, isOver, startable, type Way } from './upload.ts';

interface HeadingProps {
  way: Way;
  of: Import;
  /** again asks how far the import is now. */
  again: () => void;
  onAnother: () => void;
}

/** Heading names the file of an import, and has what can be done about it. */
export function Heading({ way, of, again, onAnother }: HeadingProps) {
  const { busy, act } = useAct();
  const [asked, setAsked] = useState(false);
  const loops = startable(of);
  const start = () =>
    act('start', async () => {
      await way.api.post('/api/v1/flow-definitions/{name}/imports/{id}/start', inputOf(way, of.id));
      again();
      return texts.begun;
    });
  return (
    <>
      <Header
        variant="h2"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {isOver(of) ? (
              <Button onClick={onAnother}>{texts.another}</Button>
            ) : (
              <Button onClick={() => setAsked(true)}>{texts.cancelImport}</Button>
            )}
            {of.status === 'Checked' && loops > 0 && (
              <Button variant="primary" loading={busy === 'start'} onClick={() => void start()}>
                {of.bad > 0 ? texts.startRight(loops) : texts.start(loops)}
              </Button>
            )}
          </SpaceBetween>
        }
      >
        {of.fileName}
      </Header>
      {asked && (
        <Confirm
          title={texts.cancelTitle}
          action={texts.cancelImport}
          onClose={() => setAsked(false)}
          onConfirm={async () => {
            await way.api.post('/api/v1/flow-definitions/{name}/imports/{id}/cancel', inputOf(way, of.id));
            setAsked(false);
            again();
          }}
        >
          {texts.cancelLead}
        </Confirm>
      )}
    </>
  );
}
