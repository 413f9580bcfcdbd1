import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { Json } from '../../parts/json.tsx';
import { sentenceOf } from '../../sentence.ts';
import { texts as frame } from '../../texts.ts';
import type { Source } from './draft.ts';
import { texts } from './texts.ts';

type Trial = Output<'/api/v1/prediction-sources/{service}/test', 'post'>;

const mostBytes = 15 << 20;

const seconds = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'second', maximumFractionDigits: 2 });

/** TestSource asks a source at once, and shows its answer. */
export function TestSource({ source, onClose }: { source: Source; onClose: () => void }) {
  const { api } = useDesk();
  const [files, setFiles] = useState<File[]>([]);
  const [trial, setTrial] = useState<Trial>();
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const tooLarge = (files[0]?.size ?? 0) > mostBytes;

  const ask = async () => {
    setBusy(true);
    setError('');
    setTrial(undefined);
    try {
      const image = files[0] && (await base64(files[0]));
      setTrial(
        await api.post('/api/v1/prediction-sources/{service}/test', {
          path: { service: source.service },
          query: { account: source.account, region: source.region },
          body: image === undefined ? {} : { image },
        }),
      );
    } catch (cause) {
      setError(sentenceOf(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      visible
      size="large"
      header={texts.testTitle(source.service)}
      closeAriaLabel={frame.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {frame.close}
            </Button>
            <Button variant="primary" loading={busy} disabled={tooLarge} onClick={() => void ask()}>
              {texts.ask}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>{texts.testLead}</Box>
        <FormField label={texts.image} errorText={tooLarge && texts.tooLarge}>
          <FileUpload
            value={files}
            accept="image/*,application/pdf"
            showFileSize
            onChange={({ detail }) => setFiles(detail.value)}
            i18nStrings={{
              uploadButtonText: () => texts.chooseImage,
              dropzoneText: () => texts.chooseImage,
              removeFileAriaLabel: () => texts.removeImage,
              limitShowFewer: '',
              limitShowMore: '',
              errorIconAriaLabel: 'Error',
            }}
          />
        </FormField>
        {error && (
          <Alert type="error" statusIconAriaLabel="Error">
            {error}
          </Alert>
        )}
        {trial && <Came trial={trial} />}
      </SpaceBetween>
    </Modal>
  );
}

function Came({ trial }: { trial: Trial }) {
  const time = seconds.format(trial.tookMilliseconds / 1000);
  return (
    <SpaceBetween size="s">
      <Alert type={trial.answered ? 'success' : 'error'} statusIconAriaLabel={texts.test}>
        <output>{trial.answered ? texts.answered(time) : texts.refused(time, trial.reason ?? '')}</output>
      </Alert>
      {trial.answer !== undefined && <Json value={trial.answer} />}
    </SpaceBetween>
  );
}

// A data URL has the bytes in base64 after its comma, whatever their number.
function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
