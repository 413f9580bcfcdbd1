import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import { sizeOf } from './size.ts';
import { texts } from './texts.ts';

interface FileFieldProps {
  label: string;
  hint?: string;
  file: File | undefined;
  error: string | undefined;
  onChange: (file: File | undefined) => void;
}

/** FileField is where the file is chosen. */
export function FileField({ label, hint, file, error, onChange }: FileFieldProps) {
  return (
    <FormField label={label} description={hint} errorText={error}>
      <FileUpload
        value={file ? [file] : []}
        accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json"
        showFileSize
        onChange={({ detail }) => onChange(detail.value[0])}
        i18nStrings={{
          uploadButtonText: () => texts.chooseFile,
          dropzoneText: () => texts.chooseFile,
          removeFileAriaLabel: () => texts.removeFile,
          limitShowFewer: '',
          limitShowMore: '',
          errorIconAriaLabel: 'Error',
          formatFileSize: sizeOf,
        }}
      />
    </FormField>
  );
}
