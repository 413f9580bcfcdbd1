// A program that makes calls as an AWS client would: curl signs them.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * requester signs calls with the key of the demo whose folder lies in folder. target
 * is the operation of a call to SageMaker's control plane; calls without one are the
 * runtime's.
 */
export function requester(
  folder: string,
  origin: string,
): (path: string, body: unknown, target?: string) => string {
  const [data] = readdirSync(folder);
  const file = readFileSync(join(folder, data ?? '', 'credentials'), 'utf8');
  const of = (name: string): string => new RegExp(`${name}\\s*=\\s*(\\S+)`).exec(file)?.[1] ?? '';
  const user = `${of('aws_access_key_id')}:${of('aws_secret_access_key')}`;
  return (path, body, target) =>
    execFileSync('curl', [
      ...[
        '--silent',
        '--show-error',
        '--fail-with-body',
        '--aws-sigv4',
        'aws:amz:us-east-1:sagemaker',
        '--user',
        user,
      ],
      ...(target ? ['--header', `X-Amz-Target: SageMaker.${target}`] : []),
      ...[
        '--header',
        `Content-Type: application/${target ? 'x-amz-json-1.1' : 'json'}`,
        '--data',
        JSON.stringify(body),
        origin + path,
      ],
    ]).toString();
}
