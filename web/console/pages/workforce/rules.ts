import type { SageMaker } from '../../../api/aws.ts';
import { texts } from './texts.ts';

/** linesOf reads what stands on lines or between commas, without blanks. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** rangesFault is what is wrong with source IP ranges at first sight; undefined when nothing is. */
export function rangesFault(ranges: string[]): string | undefined {
  if (ranges.length > 10) return texts.tooManyRanges;
  const odd = ranges.find((range) => !isRange(range));
  return odd === undefined ? undefined : texts.rangeFault(odd);
}

function isRange(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
  const parts = address.split('.');
  if (parts.length === 4)
    return Number(bits) <= 32 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return Number(bits) <= 128 && /^[\da-f:]+$/i.test(address) && address.includes(':');
}

/** paramsOf reads parameters, one name=value on each line. */
export function paramsOf(text: string): Record<string, string> {
  const pairs = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [name = '', ...value] = line.split('=');
      return [name.trim(), value.join('=').trim()] as const;
    });
  return Object.fromEntries(pairs);
}

/** paramsText writes parameters as paramsOf reads them. */
export function paramsText(params: Record<string, string> | undefined): string {
  return Object.entries(params ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

/** registered are what a provider is told of this server, and where the workforce's people begin. */
export function registered({ SubDomain, WorkforceArn }: SageMaker.Workforce, scheme: string) {
  const root = `${scheme}//${SubDomain ?? ''}`;
  const [, , , region, account, resource = ''] = WorkforceArn.split(':');
  const name = resource.slice(resource.indexOf('/') + 1);
  return {
    redirect: `${root}/oauth2/idpresponse`,
    logout: `${root}/logout`,
    portal: `${root}/portal?workforce=${account}/${region}/${name}`,
  };
}

/** groupsOf are the groups that a team consists of, each once. */
export function groupsOf(team: Pick<SageMaker.Workteam, 'MemberDefinitions'>): string[] {
  const groups = team.MemberDefinitions.flatMap(
    ({ CognitoMemberDefinition: pool, OidcMemberDefinition: oidc }) =>
      pool ? [pool.UserGroup] : (oidc?.Groups ?? []),
  );
  return [...new Set(groups)];
}

/** membersFor are the member definitions of groups in a workforce. */
export function membersFor(groups: string[], workforce: SageMaker.Workforce): SageMaker.MemberDefinition[] {
  const pool = workforce.CognitoConfig;
  if (!pool) return [{ OidcMemberDefinition: { Groups: groups } }];
  return groups.map((group) => ({
    CognitoMemberDefinition: { UserPool: pool.UserPool, ClientId: pool.ClientId, UserGroup: group },
  }));
}

/** teamName is the form of a team's name (SageMaker API, CreateWorkteam). */
export const teamName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/** topicArn is the form of a topic's ARN; no topic is fine too. */
export const topicArn = /^(arn:aws[a-z-]*:sns:[a-z0-9-]*:[0-9]{12}:[\w.-]*)?$/;
