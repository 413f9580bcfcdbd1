import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useLoad } from '../../load.ts';
import { Show } from '../../parts/states.tsx';
import { Heading } from './heading.tsx';
import { Outcome } from './outcome.tsx';
import { Problems } from './problems.tsx';
import { sizeOf } from './size.ts';
import { texts } from './texts.ts';
import { findImport, type Import, isOver, type Way } from './upload.ts';
import { Uploading } from './uploading.tsx';

/** lookEvery is how often the server is asked how far an import is, in milliseconds. */
const lookEvery = 1000;

interface FollowedProps {
  way: Way;
  id: string;
  /** file is the import's, if it was chosen on this page. */
  file: File | undefined;
  /** onFile gets a file that was chosen again, and its import. */
  onFile: (file: File, of: Import) => void;
  /** onAnother asks for a further file, which is read as that of this import. */
  onAnother: (of: Import) => void;
}

/** Followed shows one import from the upload of its file to the last human loop. */
export function Followed({ way, id, file, onFile, onAnother }: FollowedProps) {
  const [over, setOver] = useState(false);
  const found = useLoad(
    async () => {
      const one = await findImport(way, id);
      setOver(isOver(one));
      return one;
    },
    [way, id],
    over ? undefined : lookEvery,
  );
  return (
    <Show of={found}>
      {(one) => (
        <SpaceBetween size="l">
          <Container
            header={<Heading way={way} of={one} again={found.again} onAnother={() => onAnother(one)} />}
          >
            <SpaceBetween size="l">
              {one.status === 'Uploading' ? (
                <Uploading way={way} of={one} file={file} onFile={onFile} onDone={found.again} />
              ) : (
                <Outcome flow={way.flow} of={one} />
              )}
              {one.status !== 'Uploading' && <Figures of={one} />}
            </SpaceBetween>
          </Container>
          {one.bad + one.refused > 0 && one.status !== 'Checking' && <Problems way={way} of={one} />}
        </SpaceBetween>
      )}
    </Show>
  );
}

function Figures({ of }: { of: Import }) {
  const counts: [string, number][] = [
    [texts.rowsAll, of.rows],
    [texts.rowsRight, of.rows - of.bad],
    [texts.rowsWrong, of.bad],
    [texts.unneeded, of.unneeded],
    [texts.started, of.started],
    [texts.refused, of.refused],
  ];
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: texts.format, value: texts.formats[of.layout.format] },
        { label: texts.size, value: sizeOf(of.size) },
        ...counts.map(([label, count]) => ({ label, value: count.toLocaleString() })),
      ]}
    />
  );
}
