/** texts are those of the page about metrics. */
export const texts = {
  title: 'Metrics',
  description: 'What waits, how much is done, how long it takes, and how far workers agree.',
  span: 'Time span',
  spans: {
    '24h': 'Last 24 hours',
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
    '90d': 'Last 90 days',
  } as Record<string, string>,
  flow: 'Human review workflow',
  every: 'All workflows',
  nothing: 'Nothing yet',
  nothingLead: 'There is nothing to count in this time span.',

  waiting: 'Open human loops',
  waitingLead: (open: number, hours: string) =>
    `${open.toLocaleString()} are open; the oldest waits for ${hours} hours.`,
  open: 'Open',
  oldest: 'Oldest, in hours',
  workflow: 'Workflow',

  throughput: 'Throughput',
  throughputLead: (began: number, done: number) =>
    `${began.toLocaleString()} human loops were started, ${done.toLocaleString()} completed.`,
  started: 'Started',
  completed: 'Completed',
  hour: 'Hour',
  day: 'Day (UTC)',

  perFlow: 'Active time per task, by workflow',
  perWorker: 'Active time per task, by worker',
  perLead: (answers: number) => `From ${answers.toLocaleString()} answers.`,
  seconds: 'Mean active time, in seconds',
  answers: 'Answers',
  worker: 'Worker',

  agreement: 'Agreement between workers',
  agreementLead:
    'Where several workers answer the same human loop: how often two of them say the same, and Krippendorff’s alpha, which takes away what chance would agree on.',
  chooseFlow: 'Choose a workflow above.',
  noPairs: 'No human loop of this workflow has two answers in this time span.',
  member: 'Member of the answer',
  percent: 'Pairs of answers that are the same',
  alpha: 'Krippendorff’s alpha (names)',
  noAlpha: 'All answers are the same, so chance explains them',
  loops: 'Human loops with two answers or more',
  pairs: 'Pairs of answers',
  cut: (most: number) => `From the first ${most.toLocaleString()} answers.`,
};
