import Box from '@cloudscape-design/components/box';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Show } from '../../parts/states.tsx';
import { texts } from './texts.ts';

interface DeleteWorkflowProps {
  name: string;
  onDone: () => void;
  onClose: () => void;
}

/**
 * DeleteWorkflow is the dialog of the guide's "Delete a flow definition": it says what
 * will happen to how many human loops before anything does.
 */
export function DeleteWorkflow({ name, onDone, onClose }: DeleteWorkflowProps) {
  const { aws, api, say } = useDesk();
  const forecast = useLoad(
    () => api.get('/api/v1/flow-definitions/{name}/deletion', { path: { name }, query: aws.place }),
    [api, aws, name],
  );
  return (
    <Confirm
      title={texts.deleteTitle(name)}
      action={texts.delete}
      onClose={onClose}
      onConfirm={async () => {
        await aws.sagemaker('DeleteFlowDefinition', { FlowDefinitionName: name });
        onDone();
        say({ type: 'success', content: texts.deleted(name) });
      }}
    >
      <Show of={forecast}>
        {({ deleted, awaited, finished }) => (
          <Box>
            {deleted + awaited + finished === 0 && <p>{texts.deleteNothing}</p>}
            {deleted > 0 && <p>{texts.deleteDeleted(deleted)}</p>}
            {awaited > 0 && <p>{texts.deleteAwaited(awaited)}</p>}
            {finished > 0 && <p>{texts.deleteFinished(finished)}</p>}
            <p>{texts.deleteLead}</p>
          </Box>
        )}
      </Show>
    </Confirm>
  );
}
