import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  ListFlowDefinitionsCommand,
  SageMakerClient,
  SageMakerServiceException,
} from '@aws-sdk/client-sagemaker';
import {
  DescribeHumanLoopCommand,
  ResourceNotFoundException,
  SageMakerA2IRuntimeClient,
  ThrottlingException,
} from '@aws-sdk/client-sagemaker-a2i-runtime';
import { ownServer } from './own-server.js';

const perSecond = 5;
const calls = 20; // of each API, at once
let server;

before(async () => {
  server = await ownServer('--max-requests-per-second', `${perSecond}`);
});
after(() => server?.stop());

/**
 * callAtOnce calls both APIs many times at once and returns how each call ended.
 * Limits are kept by region: a region of its own is a test's fresh start.
 */
async function callAtOnce(region, maxAttempts) {
  const config = { endpoint: server.endpoint, region, maxAttempts, retryMode: 'standard' };
  const sagemaker = new SageMakerClient(config);
  const runtime = new SageMakerA2IRuntimeClient(config);
  const many = (call) => Promise.allSettled(Array.from({ length: calls }, call));
  return Promise.all([
    many(() => sagemaker.send(new ListFlowDefinitionsCommand({}))),
    many(() => runtime.send(new DescribeHumanLoopCommand({ HumanLoopName: 'js-never' }))),
  ]);
}

test('the standard retry mode waits until every call ends as it should', async () => {
  const [lists, described] = await callAtOnce('us-east-1', 10);
  for (const { value, reason } of lists) assert.deepEqual(value?.FlowDefinitionSummaries, [], reason);
  assert.ok(lists.some(({ value }) => value.$metadata.attempts > 1));
  for (const { reason } of described) {
    assert.ok(reason instanceof ResourceNotFoundException, reason);
    assert.equal(reason.$metadata.httpStatusCode, 404);
  }
  assert.ok(described.some(({ reason }) => reason.$metadata.attempts > 1));
});

test('without retries calls are throttled', async () => {
  const [lists, described] = await callAtOnce('us-west-1', 1);
  const errors = lists.filter((one) => one.status === 'rejected').map((one) => one.reason);
  areThrottled(errors, SageMakerServiceException, 400); // its model has no class for this
  const others = described
    .map((one) => one.reason)
    .filter((one) => !(one instanceof ResourceNotFoundException));
  areThrottled(others, ThrottlingException, 429);
});

/** areThrottled checks how many errors there are, and each one's class, name, status and text. */
function areThrottled(errors, type, status) {
  assert.ok(errors.length > 0 && errors.length <= calls - perSecond, `${errors.length} throttled`);
  for (const error of errors) {
    assert.ok(error instanceof type, error);
    assert.equal(error.name, 'ThrottlingException');
    assert.equal(error.message, 'Rate exceeded');
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.equal(error.$metadata.attempts, 1);
    assert.equal(error.$response.headers['retry-after'], '1');
  }
}
