import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListObjectsV2Command, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import {
  DeleteFlowDefinitionCommand,
  DescribeFlowDefinitionCommand,
  paginateListFlowDefinitions,
  paginateListHumanTaskUis,
  paginateListWorkteams,
  ResourceNotFound,
} from '@aws-sdk/client-sagemaker';
import {
  DeleteHumanLoopCommand,
  DescribeHumanLoopCommand,
  paginateListHumanLoops,
  ResourceNotFoundException,
  StopHumanLoopCommand,
} from '@aws-sdk/client-sagemaker-a2i-runtime';
import {
  arn,
  createFlow,
  createFlowIn,
  createUI,
  eventually,
  runtime,
  s3,
  sagemaker,
  startLoop,
  team,
} from './clients.js';

const name = 'js-lists';
const names = [0, 1, 2, 3, 4].map((i) => `${name}-${i}`);

/** collect pages through a list; other tests' resources are left out. */
async function collect(pages, field, key) {
  const found = [];
  for await (const page of pages) found.push(...(page[field] ?? []).map((item) => item[key]));
  return found.filter((one) => one.startsWith(`${name}-`));
}

test('paginators find everything once, in order', async () => {
  const flowArn = await createFlow(name, '<crowd-form></crowd-form>');
  for (const one of names) {
    await createFlowIn(name, one, await createUI(one, '<crowd-form></crowd-form>'));
    await startLoop(flowArn, one, {});
  }
  const up = () => ({ SortOrder: 'Ascending' }); // paginators write into what they are given
  const config = { client: sagemaker, pageSize: 2 };
  assert.deepEqual(
    await collect(paginateListFlowDefinitions(config, up()), 'FlowDefinitionSummaries', 'FlowDefinitionName'),
    names,
  );
  assert.deepEqual(
    await collect(paginateListHumanTaskUis(config, {}), 'HumanTaskUiSummaries', 'HumanTaskUiName'),
    names.toReversed(),
  );
  const loops = (input) =>
    collect(
      paginateListHumanLoops({ client: runtime, pageSize: 2 }, { FlowDefinitionArn: flowArn, ...input }),
      'HumanLoopSummaries',
      'HumanLoopName',
    );
  assert.deepEqual(await loops(up()), names);
  assert.deepEqual(await loops({}), names.toReversed());
  const { CreationTime } = await runtime.send(new DescribeHumanLoopCommand({ HumanLoopName: names[2] }));
  assert.deepEqual(await loops({ ...up(), CreationTimeAfter: CreationTime }), names.slice(2));
  assert.deepEqual(await loops({ ...up(), CreationTimeBefore: CreationTime }), names.slice(0, 2));
});

test('the work team is listed before anything exists', async () => {
  const teams = [];
  for await (const page of paginateListWorkteams({ client: sagemaker }, {})) teams.push(...page.Workteams);
  assert.deepEqual(
    teams.map((one) => one.WorkteamArn),
    [team],
  );
});

test('keys come back as they were', async () => {
  const bucket = 'js-keys';
  await createFlow(bucket, '<crowd-form></crowd-form>');
  const keys = ['../up', 'a', 'a b&c=d?e#f%20+g', 'a/b', 'ünï/名前 🙂'];
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Key }));
  const found = [];
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket: bucket })) {
    found.push(...page.Contents.map((object) => object.Key));
  }
  assert.deepEqual(found, keys);
  const { CommonPrefixes } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Delimiter: '/' }));
  assert.deepEqual(
    CommonPrefixes.map((one) => one.Prefix),
    ['../', 'a/', 'ünï/'],
  );
});

test('what is stopped and deleted is gone, and its name is free', async () => {
  const flowArn = await createFlow('js-gone', '<crowd-form></crowd-form>');
  await startLoop(flowArn, 'js-gone-loop', {});
  await runtime.send(new StopHumanLoopCommand({ HumanLoopName: 'js-gone-loop' }));
  const loop = await runtime.send(new DescribeHumanLoopCommand({ HumanLoopName: 'js-gone-loop' }));
  assert.equal(loop.HumanLoopStatus, 'Stopped');
  await runtime.send(new DeleteHumanLoopCommand({ HumanLoopName: 'js-gone-loop' }));
  const describe = runtime.send(new DescribeHumanLoopCommand({ HumanLoopName: 'js-gone-loop' }));
  await assert.rejects(describe, ResourceNotFoundException);
  await startLoop(flowArn, 'js-gone-loop', { another: true });

  await sagemaker.send(new DeleteFlowDefinitionCommand({ FlowDefinitionName: 'js-gone' }));
  await eventually('the flow is gone', async () => {
    try {
      await sagemaker.send(new DescribeFlowDefinitionCommand({ FlowDefinitionName: 'js-gone' }));
      return false;
    } catch (error) {
      assert.ok(error instanceof ResourceNotFound, error.message);
      return true;
    }
  });
  assert.equal(await createFlowIn('js-gone', 'js-gone', arn('human-task-ui', 'js-gone')), flowArn);
});
