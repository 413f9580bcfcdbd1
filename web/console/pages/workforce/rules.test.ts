import { expect, test } from 'vitest';
import { groupsOf, linesOf, membersFor, paramsOf, paramsText, rangesFault, registered } from './rules.ts';

test('ranges are CIDR ranges, at most ten', () => {
  expect(rangesFault([])).toBeUndefined();
  expect(rangesFault(['203.0.113.0/24', '2001:db8::/32', '0.0.0.0/0'])).toBeUndefined();
  for (const odd of ['203.0.113.0', '203.0.113.0/33', '1.2.3/8', '256.0.0.0/8', 'a/8', '1.2.3.4/8/8'])
    expect(rangesFault([odd])).toContain(odd);
  expect(rangesFault(Array.from({ length: 11 }, (_, i) => `10.0.${i}.0/24`))).toBeDefined();
});

test('parameters stand on lines', () => {
  const params = { prompt: 'login', acr_values: 'a=b' };
  expect(paramsOf(' prompt = login \n\nacr_values=a=b')).toEqual(params);
  expect(paramsOf(paramsText(params))).toEqual(params);
  expect([paramsText(undefined), paramsOf('')]).toEqual(['', {}]);
});

test('a provider is told of this server', () => {
  const workforce = {
    WorkforceName: 'mine',
    WorkforceArn: 'arn:aws:sagemaker:eu-west-1:000000000042:workforce/mine',
    SubDomain: 'review.example.org',
  };
  expect(registered(workforce, 'https:')).toEqual({
    redirect: 'https://review.example.org/oauth2/idpresponse',
    logout: 'https://review.example.org/logout',
    portal: 'https://review.example.org/portal?workforce=000000000042/eu-west-1/mine',
  });
});

test('lines and commas part', () => {
  expect(linesOf(' a, b\n\nc ')).toEqual(['a', 'b', 'c']);
});

test('groups are those of a pool or of a provider', () => {
  const base = { WorkforceName: 'w', WorkforceArn: 'arn' };
  const pool = { ...base, CognitoConfig: { UserPool: 'p', ClientId: 'c' } };
  const built = membersFor(['a', 'b'], pool);
  expect(built).toEqual([
    { CognitoMemberDefinition: { UserPool: 'p', ClientId: 'c', UserGroup: 'a' } },
    { CognitoMemberDefinition: { UserPool: 'p', ClientId: 'c', UserGroup: 'b' } },
  ]);
  const oidc = membersFor(['a', 'b'], { ...base, OidcConfig: {} });
  expect(oidc).toEqual([{ OidcMemberDefinition: { Groups: ['a', 'b'] } }]);
  expect(groupsOf({ MemberDefinitions: [...built, ...oidc] })).toEqual(['a', 'b']);
});
