/** texts are those of the overview. */
export const texts = {
  title: 'Overview',
  workflows: 'Human review workflows',
  all: 'All workflows',
  noWorkflows: 'Nothing is reviewed yet',
  noWorkflowsLead: 'A review needs a page that workers see and a workflow that says who is asked.',
  createTemplate: 'Create worker task template',
  createWorkflow: 'Create human review workflow',
  open: (count: number) => (count === 1 ? '1 open human loop' : `${count.toLocaleString()} open human loops`),
  answered: (count: number) => (count === 1 ? '1 answer today' : `${count.toLocaleString()} answers today`),

  attention: 'Needs attention',
  nothing: 'Nothing failed: outputs and events are written as they come.',
  failed: (count: string) => `Outputs or events that failed and were put aside: ${count}`,
  toJobs: 'Look at the jobs',

  programs: 'For programs',
  programsLead:
    'AWS SDKs and the AWS CLI work unchanged with one environment variable, and an access key of this server.',
  answering: 'For workers',
  answeringLead: 'Everybody who is in a work team finds the tasks in the worker portal.',
};
