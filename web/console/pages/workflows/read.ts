import type { SageMaker } from '../../../api/aws.ts';
import type { Desk } from '../../desk.tsx';
import type { Page } from '../../parts/listed-part.ts';

/** Workflow is a human review workflow in a list: what Amazon's list tells, and counts. */
export type Workflow = SageMaker.FlowDefinitionSummary & { open?: number; answered?: number };

/** today is the beginning of the reader's day. */
function today(): string {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}

/** readWorkflows reads a page of workflows with their open loops and the answers of today. */
export async function readWorkflows({ aws, api }: Desk, token?: string): Promise<Page<Workflow>> {
  const page = await aws.sagemaker('ListFlowDefinitions', {
    MaxResults: 100,
    ...(token ? { NextToken: token } : {}),
  });
  const flows = page.FlowDefinitionSummaries;
  if (flows.length === 0) return { items: [] };
  const { figures } = await api.get('/api/v1/flow-definitions/figures', {
    query: { ...aws.place, name: flows.map((flow) => flow.FlowDefinitionName), since: today() },
  });
  const counts = new Map(
    figures.map((f) => [f.flowDefinitionName, { open: f.openHumanLoops, answered: f.answers }]),
  );
  return {
    items: flows.map((flow) => ({ ...flow, ...counts.get(flow.FlowDefinitionName) })),
    next: page.NextToken,
  };
}
