import type { Output } from '../../../api/console.ts';
import { texts } from './texts.ts';

/** Key is an access key without its secret. */
export type Key = Output<'/api/v1/access-keys/{id}', 'get'>;

/** Policy says what a key may do: one of Foureyes's by name, or one with a document. */
export type Policy = Key['policies'][number];

/** blank is where a policy of one's own begins. */
export const blank: Policy = {
  name: 'own',
  document: JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['sagemaker:StartHumanLoop', 'sagemaker:DescribeHumanLoop'],
          Resource: '*',
        },
      ],
    },
    null,
    2,
  ),
};

/** faultOf is what is wrong with a policy at first sight; the server checks the rest. */
export function faultOf(policy: Policy): { name?: string; document?: string } {
  if (!policy.document && policy.document !== '') return {};
  const name = /^[\w+=,.@-]{1,128}$/.test(policy.name) ? {} : { name: texts.nameNeeded };
  return { ...name, ...documentFault(policy.document) };
}

function documentFault(text: string): { document?: string } {
  try {
    const read: unknown = JSON.parse(text);
    const whole = typeof read === 'object' && read !== null && 'Version' in read && 'Statement' in read;
    return whole ? {} : { document: texts.noStatement };
  } catch (cause) {
    return { document: texts.notJson(cause instanceof Error ? cause.message : String(cause)) };
  }
}

/** faultOfAll is what is wrong with all of them together. */
export function faultOfAll(policies: Policy[]): string | undefined {
  if (policies.length === 0) return texts.noPolicies;
  const names = policies.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined ? undefined : texts.twice(twice);
}

/** fine tells whether policies can be sent. */
export function fine(policies: Policy[]): boolean {
  return faultOfAll(policies) === undefined && policies.every((p) => Object.keys(faultOf(p)).length === 0);
}
