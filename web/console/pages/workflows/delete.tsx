import Box from '@cloudscape-design/components/box';
import { useDesk } from '../../desk.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { texts } from './texts.ts';

/** DeleteWorkflow is the dialog of the guide's "Delete a flow definition". */
export function DeleteWorkflow({
  name,
  onDone,
  onClose,
}: {
  name: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const { aws, say } = useDesk();
  return (
    <Confirm
      title={texts.deleteTitle(name)}
      action={texts.delete}
      onClose={onClose}
      onConfirm={async () => {
        await aws.sagemaker('DeleteFlowDefinition', { FlowDefinitionName: name });
        say({ type: 'success', content: texts.deleted(name) });
        onDone();
      }}
    >
      <Box>{texts.deleteLead}</Box>
    </Confirm>
  );
}
