import Box from '@cloudscape-design/components/box';
import { useDesk } from '../../desk.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { texts } from './texts.ts';

interface DeleteTemplateProps {
  name: string;
  onDone: () => void;
  onClose: () => void;
}

/** DeleteTemplate asks before a template is deleted, and says what goes on. */
export function DeleteTemplate({ name, onDone, onClose }: DeleteTemplateProps) {
  const { aws, say } = useDesk();
  return (
    <Confirm
      title={texts.deleteTitle(name)}
      action={texts.delete}
      onClose={onClose}
      onConfirm={async () => {
        await aws.sagemaker('DeleteHumanTaskUi', { HumanTaskUiName: name });
        onDone();
        say({ type: 'success', content: texts.deleted(name) });
      }}
    >
      <Box variant="p">{texts.deleteLead}</Box>
    </Confirm>
  );
}
