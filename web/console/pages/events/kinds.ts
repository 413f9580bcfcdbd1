/** Draft is what is typed about a target that is to be added. */
export interface Draft {
  name: string;
  kind: Kind;
  address: string;
  region: string;
  pattern: string;
  secret: string;
  endpoint: string;
  settingsRegion: string;
  accessKeyId: string;
  source: string;
  subject: string;
  from: string;
  to: string;
  team: boolean;
  plain: boolean;
}

/** Kind is what receives events. */
export type Kind = 'webhook' | 'eventbridge' | 'sns' | 'sqs' | 'nats' | 'smtp';

/** empty is a draft before anything is typed. */
export const empty: Draft = {
  name: '',
  kind: 'webhook',
  address: '',
  region: '',
  pattern: '',
  secret: '',
  endpoint: '',
  settingsRegion: '',
  accessKeyId: '',
  source: '',
  subject: '',
  from: '',
  to: '',
  team: false,
  plain: false,
};

type Text = 'endpoint' | 'settingsRegion' | 'accessKeyId' | 'source' | 'subject' | 'from' | 'to';

/** Field is a setting that a kind has beside its address. */
export interface Field {
  name: Text;
  label: string;
  hint?: string;
  optional?: boolean;
}

const signed: Field[] = [
  { name: 'accessKeyId', label: 'Access key ID', hint: 'Of the key that requests are signed with.' },
  {
    name: 'settingsRegion',
    label: 'Region to sign for',
    hint: 'Where the address does not tell it.',
    optional: true,
  },
  { name: 'endpoint', label: 'Endpoint', hint: 'URL of a service that is not Amazon’s.', optional: true },
];

/** forms say what each kind is asked for. */
export const forms: Record<Kind, { address: string; example: string; secret?: string; fields: Field[] }> = {
  webhook: { address: 'URL', example: 'https://example.com/hooks/foureyes', fields: [] },
  eventbridge: {
    address: 'Event bus name or ARN',
    example: 'arn:aws:events:us-east-1:123456789012:event-bus/default',
    secret: 'Secret access key',
    fields: [
      ...signed,
      {
        name: 'source',
        label: 'Source',
        hint: 'Stands for aws.sagemaker, which Amazon keeps to itself.',
        optional: true,
      },
    ],
  },
  sns: {
    address: 'Topic ARN',
    example: 'arn:aws:sns:us-east-1:123456789012:reviews',
    secret: 'Secret access key',
    fields: signed,
  },
  sqs: {
    address: 'Queue URL',
    example: 'https://sqs.us-east-1.amazonaws.com/123456789012/reviews',
    secret: 'Secret access key',
    fields: signed,
  },
  nats: {
    address: 'Server URL',
    example: 'nats://nats.example.com:4222',
    secret: 'Password, token or credentials file',
    fields: [{ name: 'subject', label: 'Subject', hint: 'Where to publish.' }],
  },
  smtp: {
    address: 'Server URL',
    example: 'smtp://mail.example.com:587',
    secret: 'Password',
    fields: [
      { name: 'from', label: 'From', hint: 'The address that mail comes from.' },
      { name: 'to', label: 'To', hint: 'Addresses that mail goes to, with commas between.', optional: true },
    ],
  },
};

/** patternFault tells whether a pattern is something else than JSON. */
export function patternFault(text: string): boolean {
  if (text.trim() === '') return false;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read !== 'object' || read === null || Array.isArray(read);
  } catch {
    return true;
  }
}

/** complete tells whether everything that must be is typed. */
export function complete(draft: Draft): boolean {
  const needed = forms[draft.kind].fields.filter(({ optional }) => !optional).map(({ name }) => draft[name]);
  return (
    [draft.name, draft.address, ...needed].every((text) => text.trim() !== '') && !patternFault(draft.pattern)
  );
}

/** bodyOf is the request that adds the target: only what its kind has, and what is typed. */
export function bodyOf(draft: Draft, account: string) {
  const settings: Record<string, string | string[] | boolean> = {};
  for (const { name } of forms[draft.kind].fields) {
    const text = draft[name].trim();
    if (text === '') continue;
    if (name === 'to') settings['to'] = text.split(/[\s,;]+/);
    else settings[name === 'settingsRegion' ? 'region' : name] = text;
  }
  if (draft.kind === 'smtp' && draft.team) settings['team'] = true;
  if (draft.kind === 'smtp' && draft.plain) settings['plain'] = true;
  const texts = {
    region: draft.region,
    pattern: draft.pattern,
    secret: forms[draft.kind].secret ? draft.secret : '',
  };
  const typed = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    account,
    address: draft.address.trim(),
    ...typed,
    ...(Object.keys(settings).length > 0 ? { settings } : {}),
  };
}
