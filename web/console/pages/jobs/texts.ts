/** texts are those of the page about jobs. */
export const texts = {
  title: 'Jobs',
  description:
    'Work that follows a change and is not done: outputs to write, events to send. What fails is tried again by itself, less and less often, and put aside at last.',
  state: 'State',
  states: { dead: 'Put aside', failing: 'Failing', line: 'Waiting in line', waiting: 'Waiting' },
  show: 'Which jobs',
  all: 'All that are not done',
  dead: 'Put aside only',
  what: 'What',
  about: 'About',
  attempts: 'Attempts',
  since: 'Since',
  next: 'Next attempt',
  never: 'Never, until it is replayed',
  afterEarlier: 'After an earlier one',
  error: 'Why it failed',
  kinds: {
    'try-render': 'Render the task once',
    'write-output': 'Write the output',
    'send-event': 'Tell event targets of the end',
    'send-event-in-order': 'Tell event targets of the end',
    'tell-task': 'Tell event targets of a task',
    'notify-team': 'Tell the work team of waiting tasks',
    'deliver-event': 'Deliver an event',
    'wind-up-flow-definition': 'Wind up a workflow that is being deleted',
  } as Record<string, string>,
  target: (name: string) => `to ${name}`,
  replay: 'Replay',
  replaySelected: (count: number) => `Replay selected (${count})`,
  replayAll: 'Replay all that failed',
  replayed: (count: number) =>
    count === 0
      ? 'Nothing had failed.'
      : count === 1
        ? '1 job is tried again now.'
        : `${count} jobs are tried again now.`,
  none: 'Nothing waits',
  noneLead: 'Every output is written, and every event was received.',
};
