// What is shown while it happens, on the real server: no reload, and sooner than the
// portal looks by itself (every 15 seconds).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from './binary.ts';
import { expect, test } from './mock/fixtures.ts';
import { requester } from './requester.ts';

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
  await expect(card).toContainText('6 waiting', { timeout: 12_000 });
  call('/human-loops/stop', { HumanLoopName: 'one-more' });
  await expect(card).toContainText('5 waiting', { timeout: 12_000 });
  await page.close();
  await demo.stop();
  rmSync(folder, { recursive: true });
});
