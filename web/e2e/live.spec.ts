// What is shown while it happens, on the real server: no reload, and sooner than the
// portal looks by itself (every 15 seconds).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from './binary.ts';
import { expect, test } from './mock/fixtures.ts';

/** requester signs calls with the demo's key as a script would, by curl. */
function requester(folder: string, origin: string): (path: string, body: unknown) => string {
  const [data] = readdirSync(folder);
  const file = readFileSync(join(folder, data ?? '', 'credentials'), 'utf8');
  const of = (name: string): string => new RegExp(`${name}\\s*=\\s*(\\S+)`).exec(file)?.[1] ?? '';
  const user = `${of('aws_access_key_id')}:${of('aws_secret_access_key')}`;
  return (path, body) =>
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
      ...['--header', 'Content-Type: application/json', '--data', JSON.stringify(body), origin + path],
    ]).toString();
}

test('a loop that a program starts appears in an open page', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'foureyes-live-'));
  const demo = await startDemo({ TMPDIR: folder });
  const listed = page.waitForRequest('**/api/v1/events');
  await page.goto(demo.link);
  const card = page.getByRole('listitem').filter({ hasText: 'Judge an answer to a customer' });
  await expect(card).toContainText('5 waiting');
  await listed;
  const call = requester(folder, new URL(demo.link).origin);
  const answer = call('/human-loops', {
    HumanLoopName: 'one-more',
    FlowDefinitionArn: 'arn:aws:sagemaker:us-east-1:000000000000:flow-definition/answer-judgement',
    HumanLoopInput: { InputContent: '{"question":"?","answer":"!"}' },
  });
  expect(answer).toContain('human-loop/one-more');
  await expect(card).toContainText('6 waiting', { timeout: 8000 });
  call('/human-loops/stop', { HumanLoopName: 'one-more' });
  await expect(card).toContainText('5 waiting', { timeout: 8000 });
  await page.close();
  await demo.stop();
  rmSync(folder, { recursive: true });
});
