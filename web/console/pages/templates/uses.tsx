import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { PageLink } from '../../parts/link.tsx';
import { Show } from '../../parts/states.tsx';
import { pathOf } from '../../routes.ts';
import { texts } from './texts.ts';

/** most is how many workflows are asked for their template. */
const most = 50;

/** Uses names the human review workflows that show a template. */
export function Uses({ arn }: { arn: string }) {
  const { aws } = useDesk();
  const uses = useLoad(async () => {
    const page = await aws.sagemaker('ListFlowDefinitions', {
      MaxResults: most,
      SortOrder: 'Descending',
    });
    const flows = await Promise.all(
      page.FlowDefinitionSummaries.map(({ FlowDefinitionName }) =>
        aws.sagemaker('DescribeFlowDefinition', { FlowDefinitionName }),
      ),
    );
    return {
      names: flows
        .filter((flow) => flow.HumanLoopConfig?.HumanTaskUiArn === arn)
        .map((flow) => flow.FlowDefinitionName),
      more: page.NextToken !== undefined,
    };
  }, [aws, arn]);
  return (
    <Show of={uses}>
      {({ names, more }) => (
        <SpaceBetween size="xxs">
          {names.length === 0 && <Box color="text-body-secondary">{texts.notUsed}</Box>}
          {names.map((name) => (
            <PageLink key={name} to={pathOf('workflow', name)}>
              {name}
            </PageLink>
          ))}
          {more && <Box variant="small">{texts.onlyNewest(most)}</Box>}
        </SpaceBetween>
      )}
    </Show>
  );
}
