// Counts stop at 10,000.
const atMost = (count: number) => (count >= 10_000 ? '10,000+' : count.toLocaleString());

/** texts are those of the pages about human review workflows. */
export const texts = {
  title: 'Human review workflows',
  description: 'A human review workflow (flow definition) says who is asked, how, and where the answers go.',
  search: 'Find workflows by name',
  create: 'Create human review workflow',
  none: 'No human review workflows',
  noneLead: 'Create one, then start human loops with it from your code or by hand.',
  name: 'Name',
  status: 'Status',
  arn: 'ARN',
  created: 'Creation time',
  open: 'Open loops',
  answered: 'Answers today',
  atMost,

  delete: 'Delete',
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteLead:
    'The workflow stays in the list as Deleting until nobody works on it any more, then it leaves. Answers in S3 stay. This cannot be undone.',
  deleteNothing: 'No human loop is open.',
  deleteDeleted: (count: number) =>
    count === 1
      ? '1 human loop that nobody has begun is stopped and deleted.'
      : `${atMost(count)} human loops that nobody has begun are stopped and deleted.`,
  deleteAwaited: (count: number) =>
    count === 1
      ? '1 human loop is being worked on. It stays until it is answered, given back or expires.'
      : `${atMost(count)} human loops are being worked on. They stay until they are answered, given back or expire.`,
  deleteFinished: (count: number) =>
    count === 1
      ? '1 human loop has some answers. It ends at once, and its output is written with what there is.'
      : `${atMost(count)} human loops have some answers. They end at once, and their output is written with what there is.`,
  deleted: (name: string) => `${name} is being deleted.`,
  onlyActive: 'Only active workflows can be deleted.',

  activity: 'Activity',
  activityLead: 'Who did what to this workflow and its human loops, and what was refused.',
  at: 'Time',
  who: 'Who',
  action: 'Action',
  actions: [
    { value: '', label: 'Every action' },
    { value: 'sagemaker:*', label: 'Workflow and human loops' },
    { value: 'foureyes:*', label: 'Answers, imports and exports' },
  ],
  subject: 'About',
  theWorkflow: 'The workflow',
  outcome: 'Outcome',
  outcomes: [
    { value: '', label: 'Every outcome' },
    { value: 'Success', label: 'Success' },
    { value: 'Refused', label: 'Refused' },
  ],
  noActivity: 'No activity',
  noActivityLead: 'Nothing was done yet, or nothing fits the filter.',

  settings: 'Settings',
  loops: 'Human loops',
  start: 'Start a human loop',
  import: 'Import',
  export: 'Export',
  role: 'IAM role',
  output: 'S3 location for output',
  team: 'Work team',
  template: 'Worker task template',
  taskTitle: 'Task title',
  taskDescription: 'Task description',
  count: 'Workers per task',
  timeLimit: 'Task timeout',
  availability: 'Task expiration',
  keywords: 'Keywords',
  source: 'Task type',
  conditions: 'Conditions',
  advice: 'Advice',
  tags: 'Tags',
  custom: 'Custom',
  noTags: 'No tags',
  failure: 'Failure reason',
  loopName: 'Name',
  loopSearch: 'Find human loops by name',
  anyStatus: 'Any status',
  ended: 'End time',
  answers: 'Answers',
  answersOf: (done: number, wanted: number, working: number) =>
    `${done} of ${wanted}${working > 0 ? `, ${working} at work` : ''}`,
  noLoops: 'No human loops',
  noLoopsLead: 'Start one by hand, many from a file, or from your code with StartHumanLoop.',
};
