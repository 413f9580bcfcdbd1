/** texts are those of the page about quotas. */
export const texts = {
  title: 'Quotas',
  description: (account: string, region: string) =>
    `How many of each thing account ${account} may have in ${region}, and has. The server's settings say the limits.`,
  what: 'Quota',
  used: 'Used',
  limit: 'Limit',
  unlimited: 'No limit',
  setting: 'Setting of foureyes serve',
  share: 'Share',
  names: {
    'flow-definitions': 'Human review workflows (flow definitions)',
    'human-task-uis': 'Worker task templates',
    workteams: 'Work teams',
    'open-human-loops': 'Human loops in progress',
    'requests-per-second': 'Calls of one operation in a second',
  } as Record<string, string>,
  shareOf: (name: string) => `${name}: share that is used`,
  percent: (share: number) => `${Math.round(share * 100)} %`,
};
