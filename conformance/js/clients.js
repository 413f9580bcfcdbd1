// The SDK's clients as any program makes them: all settings come from the
// environment, where scripts/with-server puts AWS_ENDPOINT_URL, keys and region.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateFlowDefinitionCommand,
  CreateHumanTaskUiCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  DescribeHumanLoopCommand,
  SageMakerA2IRuntimeClient,
  StartHumanLoopCommand,
} from '@aws-sdk/client-sagemaker-a2i-runtime';

export const sagemaker = new SageMakerClient();
export const runtime = new SageMakerA2IRuntimeClient();
export const s3 = new S3Client();

export const region = 'us-east-1';
export const account = '000000000000';
export const arn = (kind, name) => `arn:aws:sagemaker:${region}:${account}:${kind}/${name}`;
export const team = arn('workteam', 'private-crowd/Everyone-in-private-workforce');

const patience = 30_000; // milliseconds

/** eventually asks again and again until done gives something true, and returns that. */
export async function eventually(what, done) {
  for (const end = Date.now() + patience; Date.now() < end; await pause(20)) {
    const result = await done();
    if (result) return result;
  }
  assert.fail(`waited ${patience / 1000} s in vain: ${what}`);
}

/** passMillisecond lets the clock move on, so that what is made next is younger. */
async function passMillisecond() {
  for (const now = Date.now(); Date.now() === now; ) await pause(1);
}

/** createUI makes a template and returns its ARN. */
export async function createUI(name, content) {
  const out = await sagemaker.send(
    new CreateHumanTaskUiCommand({ HumanTaskUiName: name, UiTemplate: { Content: content } }),
  );
  await passMillisecond();
  return out.HumanTaskUiArn;
}

/** flowInput is a request that is right as it is. */
export const flowInput = (name, uiArn, bucket) => ({
  FlowDefinitionName: name,
  RoleArn: `arn:aws:iam::${account}:role/review`,
  OutputConfig: { S3OutputPath: `s3://${bucket}/out/` },
  HumanLoopConfig: {
    WorkteamArn: team,
    HumanTaskUiArn: uiArn,
    TaskTitle: 'Check the total',
    TaskDescription: 'Compare the total with the receipt.',
    TaskCount: 1,
  },
});

/** createBucket makes a bucket. */
export async function createBucket(name) {
  await s3.send(new CreateBucketCommand({ Bucket: name }));
}

/** createFlow makes a bucket, a template and a flow that all bear one name. */
export async function createFlow(name, content) {
  await createBucket(name);
  return createFlowIn(name, name, await createUI(name, content));
}

/** createFlowIn makes a flow whose output goes to a bucket that is there; its tasks bear a title, go to so many workers, and the flow has tags. */
export async function createFlowIn(bucket, name, uiArn, title = 'Check the total', taskCount = 1, tags = []) {
  const input = flowInput(name, uiArn, bucket);
  input.HumanLoopConfig.TaskTitle = title;
  input.HumanLoopConfig.TaskCount = taskCount;
  if (tags.length > 0) input.Tags = tags;
  const out = await sagemaker.send(new CreateFlowDefinitionCommand(input));
  await passMillisecond();
  return out.FlowDefinitionArn;
}

/** startLoop starts a loop and returns its ARN. */
export async function startLoop(flowArn, name, input) {
  const out = await runtime.send(
    new StartHumanLoopCommand({
      HumanLoopName: name,
      FlowDefinitionArn: flowArn,
      HumanLoopInput: { InputContent: JSON.stringify(input) },
    }),
  );
  await passMillisecond();
  return out.HumanLoopArn;
}

/** awaitLoop waits for a loop's status and returns its description. */
export function awaitLoop(name, status) {
  return eventually(`${name} becomes ${status}`, async () => {
    const loop = await runtime.send(new DescribeHumanLoopCommand({ HumanLoopName: name }));
    return loop.HumanLoopStatus === status && loop;
  });
}

/** putObject keeps bytes in a bucket, with their media type. */
export async function putObject(bucket, key, body, type) {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type }));
}

/** readOutput waits for a loop's end and returns its output document. */
export async function readOutput(name) {
  const { HumanLoopOutput } = await awaitLoop(name, 'Completed');
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(HumanLoopOutput.OutputS3Uri);
  const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return JSON.parse(await object.Body.transformToString());
}
