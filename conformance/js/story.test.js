import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateFlowDefinitionCommand,
  DescribeFlowDefinitionCommand,
  DescribeHumanTaskUiCommand,
} from '@aws-sdk/client-sagemaker';
import { DescribeHumanLoopCommand } from '@aws-sdk/client-sagemaker-a2i-runtime';
import { arn, awaitLoop, createUI, flowInput, runtime, s3, sagemaker, startLoop } from './clients.js';
import { signIn } from './worker.js';

const template = `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form>
  <img src="{{ task.input.taskObject | grant_read_access }}">
  <crowd-classifier name="kind" categories="['cat','dog']" header="{{ task.input.question }}"></crowd-classifier>
</crowd-form>`;
const photo = Buffer.from(Array.from({ length: 40_000 }, (_, i) => (i * 7) % 256));
const name = 'js-story';
const bucket = 'js-story-bucket';
const input = { taskObject: `s3://${bucket}/in/a photo & more.png`, question: '<What> is "it"?' };
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

test('a program asks, a person answers, the program reads the answer', async (t) => {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'in/a photo & more.png', Body: photo }));
  const uiArn = await createUI(name, template);
  await t.test('the template is described by its link and its hash', () => describesTemplate(uiArn));
  const flow = flowInput(name, uiArn, bucket);
  const { FlowDefinitionArn: flowArn } = await sagemaker.send(new CreateFlowDefinitionCommand(flow));
  await t.test('the flow is described as it was made', () => describesFlow(flowArn, flow));

  assert.equal(await startLoop(flowArn, 'Js-Photo-1', input), arn('human-loop', 'Js-Photo-1'));
  await startLoop(flowArn, 'js-photo-2', input);
  const outputUri = await describesLoop(flowArn);

  const worker = await signIn();
  const task = await worker.next(name);
  assert.equal(task.humanLoopName, 'Js-Photo-1');
  await showsTask(await worker.content(task));
  const { next } = await worker.submit(task, { kind: { label: 'cat' }, note: 'größer < 10 & so' }, true);
  assert.equal(next.humanLoopName, 'js-photo-2');
  await worker.submit(next, {});
  await worker.idle(name);

  await awaitLoop('Js-Photo-1', 'Completed');
  await awaitLoop('js-photo-2', 'Completed');
  await readsOutput(flowArn, worker, outputUri);
});

async function describesTemplate(uiArn) {
  const ui = await sagemaker.send(new DescribeHumanTaskUiCommand({ HumanTaskUiName: name }));
  assert.equal(ui.HumanTaskUiArn, uiArn);
  assert.equal(uiArn, arn('human-task-ui', name));
  assert.equal(ui.HumanTaskUiStatus, 'Active');
  assert.ok(ui.CreationTime instanceof Date && Math.abs(Date.now() - ui.CreationTime) < 60_000);
  const content = await (await fetch(ui.UiTemplate.Url)).text();
  assert.equal(content, template);
  assert.equal(ui.UiTemplate.ContentSha256, createHash('sha256').update(content).digest('hex'));
}

async function describesFlow(flowArn, made) {
  const { $metadata, CreationTime, ...flow } = await sagemaker.send(
    new DescribeFlowDefinitionCommand({ FlowDefinitionName: name }),
  );
  assert.equal($metadata.httpStatusCode, 200);
  assert.match($metadata.requestId, /^[0-9a-f-]{36}$/);
  assert.ok(CreationTime instanceof Date);
  assert.deepEqual(flow, {
    FlowDefinitionArn: arn('flow-definition', name),
    FlowDefinitionName: name,
    FlowDefinitionStatus: 'Active',
    HumanLoopConfig: { ...made.HumanLoopConfig, TaskTimeLimitInSeconds: 3600 },
    OutputConfig: made.OutputConfig,
    RoleArn: made.RoleArn,
  });
  assert.equal(flowArn, flow.FlowDefinitionArn);
}

/** describesLoop returns where the loop's output will be, which is told from the start on. */
async function describesLoop(flowArn) {
  const { $metadata, CreationTime, ...loop } = await runtime.send(
    new DescribeHumanLoopCommand({ HumanLoopName: 'Js-Photo-1' }),
  );
  assert.match($metadata.requestId, /^[0-9a-f-]{36}$/);
  const folder = CreationTime.toISOString().slice(0, 19).replace(/[-T:]/g, '/');
  const outputUri = `s3://${bucket}/out/${name}/${folder}/Js-Photo-1/output.json`;
  assert.deepEqual(loop, {
    FlowDefinitionArn: flowArn,
    HumanLoopArn: arn('human-loop', 'Js-Photo-1'),
    HumanLoopName: 'Js-Photo-1',
    HumanLoopOutput: { OutputS3Uri: outputUri },
    HumanLoopStatus: 'InProgress',
  });
  return outputUri;
}

async function showsTask(html) {
  assert.doesNotMatch(html, /assets\.crowd\.aws/);
  assert.match(html, /header="&lt;What&gt; is &quot;it&quot;\?"/);
  const [, link] = html.match(/<img src="([^"]+)">/);
  const image = await fetch(new URL(link.replaceAll('&amp;', '&'), process.env.AWS_ENDPOINT_URL));
  assert.equal(image.status, 200);
  assert.deepEqual(Buffer.from(await image.arrayBuffer()), photo);
}

async function readsOutput(flowArn, worker, outputUri) {
  const Key = outputUri.slice(`s3://${bucket}/`.length);
  const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  assert.equal(object.ContentType, 'application/json');
  const output = JSON.parse(await object.Body.transformToString());
  const [answer] = output.humanAnswers;
  assert.match(answer.acceptanceTime, isoTime);
  assert.match(answer.submissionTime, isoTime);
  assert.ok(answer.timeSpentInSeconds >= 0 && answer.timeSpentInSeconds < 60);
  assert.match(answer.workerMetadata.identityData.sub, /^[^@]+$/);
  assert.deepEqual(output, {
    flowDefinitionArn: flowArn,
    humanAnswers: [
      {
        ...answer, // what was looked at above
        answerContent: { kind: { label: 'cat' }, note: 'größer < 10 & so' },
        workerId: worker.id,
      },
    ],
    humanLoopName: 'Js-Photo-1',
    inputContent: input,
  });
  assert.deepEqual(Object.keys(answer), [
    'acceptanceTime',
    'answerContent',
    'submissionTime',
    'timeSpentInSeconds',
    'workerId',
    'workerMetadata',
  ]);
}
