import type { Input, Output } from '../../../api/console.ts';

/** Source is a prediction source as the server lists it. */
export type Source = Output<'/api/v1/prediction-sources', 'get'>['predictionSources'][number];

type Body = Input<'/api/v1/prediction-sources/{service}', 'put'>['body'];

/** Draft is a source that is being written. */
export interface Draft {
  service: Source['service'];
  kind: Source['kind'];
  /** everyRegion is for all regions that have no source of their own. */
  everyRegion: boolean;
  address: string;
  accessKeyId: string;
  awsRegion: string;
  secret: string;
}

/** first is the draft of a dialog that has just opened. */
export const first: Draft = {
  service: 'textract',
  kind: 'builtin',
  everyRegion: true,
  address: '',
  accessKeyId: '',
  awsRegion: '',
  secret: '',
};

/** kindsOf are the sources that a service can have. */
export function kindsOf(service: Source['service']): Source['kind'][] {
  return service === 'textract' ? ['builtin', 'aws', 'http', 'command'] : ['aws', 'http', 'command'];
}

/** forService turns a draft to another service, whose sources may be fewer. */
export function forService(draft: Draft, service: Source['service']): Draft {
  const kinds = kindsOf(service);
  return { ...draft, service, kind: kinds.includes(draft.kind) ? draft.kind : (kinds[0] as Source['kind']) };
}

/** isReady tells whether a draft says all that its kind needs; the server checks the rest. */
export function isReady({ kind, address, accessKeyId, secret }: Draft): boolean {
  if (kind === 'aws') return accessKeyId.trim() !== '' && secret !== '';
  return kind === 'builtin' || address.trim() !== '';
}

/** bodyOf is what the server is told; what another kind has asked for is left out. */
export function bodyOf(draft: Draft): Body {
  const { kind } = draft;
  const address = kind === 'builtin' ? '' : draft.address.trim();
  const secret = kind === 'aws' || kind === 'http' ? draft.secret : '';
  const region = draft.awsRegion.trim();
  return {
    kind,
    ...(address && { address }),
    ...(secret && { secret }),
    ...(kind === 'aws' && {
      settings: { accessKeyId: draft.accessKeyId.trim(), ...(region && { region }) },
    }),
  };
}
