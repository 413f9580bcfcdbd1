import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateFlowDefinitionCommand,
  CreateHumanTaskUiCommand,
  paginateListFlowDefinitions,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  paginateListHumanLoops,
  SageMakerA2IRuntimeClient,
  StartHumanLoopCommand,
} from '@aws-sdk/client-sagemaker-a2i-runtime';
import { arn, flowInput } from './clients.js';
import { ownServer } from './own-server.js';

const name = 'js-long';
const names = Array.from({ length: 310 }, (_, i) => `${name}-${`${i}`.padStart(3, '0')}`);
const flow = { FlowDefinitionArn: arn('flow-definition', names[0]) };
let server;
let sagemaker;
let runtime;

before(async () => {
  server = await ownServer();
  const { endpoint } = server;
  sagemaker = new SageMakerClient({ endpoint });
  runtime = new SageMakerA2IRuntimeClient({ endpoint });
  await new S3Client({ endpoint }).send(new CreateBucketCommand({ Bucket: name }));
  const UiTemplate = { Content: '<crowd-form></crowd-form>' };
  await sagemaker.send(new CreateHumanTaskUiCommand({ HumanTaskUiName: name, UiTemplate }));
  await forAllNames((one) =>
    sagemaker.send(new CreateFlowDefinitionCommand(flowInput(one, arn('human-task-ui', name), name))),
  );
  await forAllNames((one) =>
    runtime.send(
      new StartHumanLoopCommand({
        ...flow,
        HumanLoopName: one,
        HumanLoopInput: { InputContent: JSON.stringify(one) },
      }),
    ),
  );
});
after(() => server?.stop());

// The clients open 50 connections at most, and keep the rest waiting.
const forAllNames = (make) => Promise.all(names.map(make));

/** walk pages through a list and returns what is in it, in its order. */
async function walk(pages, kind, size) {
  const found = [];
  for await (const page of pages) {
    assert.equal(found.length % size, 0, 'only the last page may be short');
    const items = page[`${kind}Summaries`];
    assert.ok(items.length > 0 && items.length <= size, `${items.length} on a page of ${size}`);
    found.push(...items.map((item) => ({ name: item[`${kind}Name`], at: item.CreationTime.getTime() })));
  }
  return found;
}

const lists = {
  FlowDefinition: (pageSize, input) => paginateListFlowDefinitions({ client: sagemaker, pageSize }, input),
  HumanLoop: (pageSize, input) =>
    paginateListHumanLoops({ client: runtime, pageSize }, { ...input, ...flow }),
};

for (const [kind, paginate] of Object.entries(lists)) {
  for (const size of [7, 100]) {
    test(`${kind}: ${names.length} by ${size}, up and down, without a gap or a repeat`, async () => {
      const up = await walk(paginate(size, { SortOrder: 'Ascending' }), kind, size);
      assert.deepEqual(up.map((one) => one.name).toSorted(), names);
      const times = up.map((one) => one.at);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      const down = await walk(paginate(size, { SortOrder: 'Descending' }), kind, size);
      assert.deepEqual(down, up.toReversed());
    });
  }
}
