import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { texts } from '../texts.ts';

/** Copyable shows a text that programs want, such as an ARN, with a button that copies it. */
export function Copyable({ text }: { text: string }) {
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      copyButtonAriaLabel={`${texts.copy} ${text}`}
      copySuccessText={texts.copied}
      copyErrorText={texts.copyFailed}
    />
  );
}
