import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../sentence.ts';
import { requestOf } from './draft.ts';
import { FileField } from './file-field.tsx';
import { sizeOf } from './size.ts';
import { texts } from './texts.ts';
import { type Import, upload, type Way } from './upload.ts';

interface UploadingProps {
  way: Way;
  of: Import;
  file: File | undefined;
  onFile: (file: File, of: Import) => void;
  /** onDone is called when the server has the whole file. */
  onDone: () => void;
}

/** Uploading sends the file while it shows, or asks for it again when the page was left. */
export function Uploading({ way, of, file, onFile, onDone }: UploadingProps) {
  return (
    <SpaceBetween size="m">
      <ProgressBar
        label={texts.uploading}
        value={(100 * of.received) / of.size}
        description={file && texts.uploadingHint}
        additionalInfo={texts.ofBytes(sizeOf(of.received), sizeOf(of.size))}
      />
      {file ? (
        <Sending way={way} of={of} file={file} onDone={onDone} />
      ) : (
        <ChooseAgain way={way} of={of} onFile={onFile} />
      )}
    </SpaceBetween>
  );
}

interface SendingProps {
  way: Way;
  of: Import;
  file: File;
  onDone: () => void;
}

function Sending({ way, of, file, onDone }: SendingProps) {
  const [error, setError] = useState('');
  const [tries, setTries] = useState(0);
  const begin = useRef(of);
  begin.current = of;
  const done = useRef(onDone);
  done.current = onDone;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further try begins anew
  useEffect(() => {
    const leaving = new AbortController();
    setError('');
    upload(way, file, begin.current, leaving.signal)
      .then(() => {
        if (!leaving.signal.aborted) done.current();
      })
      .catch((cause) => {
        if (!leaving.signal.aborted) setError(sentenceOf(cause));
      });
    return () => leaving.abort();
  }, [way, file, tries]);
  if (!error) return null;
  return (
    <Alert
      type="error"
      statusIconAriaLabel="Error"
      header={texts.interrupted}
      action={<Button onClick={() => setTries(tries + 1)}>{texts.goOn}</Button>}
    >
      {error}
    </Alert>
  );
}

interface ChooseAgainProps {
  way: Way;
  of: Import;
  onFile: (file: File, of: Import) => void;
}

function ChooseAgain({ way, of, onFile }: ChooseAgainProps) {
  const [chosen, setChosen] = useState<File>();
  const [error, setError] = useState<string>();
  const choose = async (file: File | undefined) => {
    setChosen(file);
    setError(undefined);
    if (!file) return;
    if (file.name !== of.fileName || file.size !== of.size) {
      setError(texts.otherFile(of.fileName, of.size));
      return;
    }
    try {
      // A file that was changed since is another import, which begins at its first byte.
      const made = await way.api.post('/api/v1/flow-definitions/{name}/imports', {
        path: { name: way.flow },
        query: way.place,
        body: requestOf(file, of.layout),
      });
      onFile(file, made);
    } catch (cause) {
      setError(sentenceOf(cause));
    }
  };
  return (
    <FileField
      label={texts.chooseAgain(of.fileName, sizeOf(of.received), sizeOf(of.size))}
      file={chosen}
      error={error}
      onChange={(file) => void choose(file)}
    />
  );
}
