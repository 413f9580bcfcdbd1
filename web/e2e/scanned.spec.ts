// From a scanned form to output.json on one machine: AnalyzeDocument is answered by
// the recogniser that is built in, its conditions are met, a person looks at the
// page beside the pairs, and programs parse what came of it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type Served, startServer } from './binary.ts';
import { Hands } from './hands.ts';
import { look } from './mock/fixtures.ts';
import { sdk } from './sdk.ts';

const samples = join(import.meta.dirname, '../../examples/documents');
const bucket = 'forms';
const answerKey = 'AWS/Textract/AnalyzeDocument/Forms/V1';
const template = `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
{% capture s3_uri %}s3://{{ task.input.aiServiceRequest.document.s3Object.bucket }}/{{ task.input.aiServiceRequest.document.s3Object.name }}{% endcapture %}
<crowd-form><crowd-textract-analyze-document src="{{ s3_uri | grant_read_access }}" initial-value="{{ task.input.selectedAiServiceResponse.blocks }}"
  header="Is the form read rightly?" keys="{{ task.input.humanLoopContext.importantFormKeys }}" block-types='["KEY_VALUE_SET"]' no-key-edit="true" no-geometry-edit="true">
  <short-instructions>Compare each value with the page.</short-instructions><full-instructions>All of them.</full-instructions>
</crowd-textract-analyze-document></crowd-form>`;

/** Block is one as far as it is read here, in either spelling. */
interface Block {
  id: string;
  text?: string;
  entityTypes?: string[];
}

/** aws signs a call as any AWS client does, and gives its answer. */
function aws(server: Served, service: string, target: string, body: unknown) {
  const user = `${server.accessKeyId}:${server.secretAccessKey}`;
  const sent = [
    '--header',
    `X-Amz-Target: ${target}`,
    '--header',
    'Content-Type: application/x-amz-json-1.1',
  ];
  const signed = ['--aws-sigv4', `aws:amz:us-east-1:${service}`, '--user', user];
  const options = ['--silent', '--show-error', '--fail-with-body', '--data', JSON.stringify(body)];
  return JSON.parse(execFileSync('curl', [...options, ...signed, ...sent, `${server.url}/`]).toString());
}

/** readHere lets the recogniser that is built in answer for Textract. */
async function readHere(server: Served): Promise<void> {
  const call = async (method: string, path: string, body: unknown, token?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers,
      body: JSON.stringify(body),
    });
    expect(answer.ok, await answer.clone().text()).toBe(true);
    return answer.json();
  };
  const { token } = await call('POST', '/session', { email: server.email, password: server.password });
  await call('PUT', '/prediction-sources/textract', { kind: 'builtin' }, token);
}

const test = base.extend<object, { server: Served; requester: Awaited<ReturnType<typeof sdk>> }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures' needs from this pattern
    async ({}, use) => {
      const server = await startServer();
      await readHere(server);
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  requester: [
    async ({ server }, use) => {
      const requester = await sdk(server);
      await requester.createBucket(bucket);
      await use(requester);
    },
    { scope: 'worker' },
  ],
});
test.describe.configure({ mode: 'default', timeout: 120_000 });

/** review has a document read, and gives the pairs' loop to a person who has signed in. */
async function review(
  page: Page,
  server: Served,
  requester: Awaited<ReturnType<typeof sdk>>,
  file: string,
  type: string,
  keys: string[],
) {
  const name = file.replace('.', '-');
  await requester.putObject(bucket, file, readFileSync(join(samples, file)), type);
  const region = 'arn:aws:sagemaker:us-east-1:000000000000';
  const check = (key: string) => ({
    ConditionType: 'ImportantFormKeyConfidenceCheck',
    ConditionParameters: { ImportantFormKey: key, KeyValueBlockConfidenceLessThan: 99.5 },
  });
  const missing = {
    ConditionType: 'MissingImportantFormKey',
    ConditionParameters: { ImportantFormKey: 'IBAN' },
  };
  const { FlowDefinitionArn } = aws(server, 'sagemaker', 'SageMaker.CreateFlowDefinition', {
    FlowDefinitionName: name,
    RoleArn: 'arn:aws:iam::000000000000:role/review',
    OutputConfig: { S3OutputPath: `s3://${bucket}/out` },
    HumanLoopRequestSource: { AwsManagedHumanLoopRequestSource: answerKey },
    HumanLoopActivationConfig: {
      HumanLoopActivationConditionsConfig: {
        HumanLoopActivationConditions: JSON.stringify({ Conditions: [...keys.map(check), missing] }),
      },
    },
    HumanLoopConfig: {
      WorkteamArn: `${region}:workteam/private-crowd/Everyone-in-private-workforce`,
      HumanTaskUiArn: await requester.createUI(name, template),
      TaskTitle: name,
      TaskDescription: 'Compare the values with the page.',
      TaskCount: 1,
    },
  });
  const read = aws(server, 'textract', 'Textract.AnalyzeDocument', {
    Document: { S3Object: { Bucket: bucket, Name: file } },
    FeatureTypes: ['FORMS'],
    HumanLoopConfig: { HumanLoopName: name, FlowDefinitionArn },
  });
  expect(read.HumanLoopActivationOutput.HumanLoopArn).toBe(`${region}:human-loop/${name}`);

  page.setDefaultTimeout(30_000);
  await page.goto(`${server.url}/portal`);
  await page.getByLabel('E-mail').fill(server.email);
  await page.getByLabel('Password', { exact: true }).fill(server.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: `Start working: ${name}`, exact: true }).click();
  return { name, hands: new Hands(page) };
}

/** texts are the texts of the answer's keys and values; their words are in it as well. */
async function texts(requester: Awaited<ReturnType<typeof sdk>>, name: string) {
  const { inputContent, humanAnswers } = await requester.readOutput(name);
  const answer = humanAnswers[0]?.answerContent as Record<string, { blocks: Block[] }> | undefined;
  const blocks = answer?.[answerKey]?.blocks ?? [];
  return { inputContent, texts: blocks.filter(({ entityTypes }) => entityTypes).map(({ text }) => text) };
}

test('an invoice: a value is put right, and a key that was missing is filled in', async ({
  page,
  server,
  requester,
}) => {
  const { name, hands } = await review(page, server, requester, 'invoice.jpg', 'image/jpeg', [
    'Invoice number:',
    'Amount due:',
  ]);
  await hands.task.getByRole('button', { name: /Amount due/ }).click();
  await expect(hands.task.locator('.entry.chosen .box')).toHaveCount(2);
  await look(page, 'scanned-invoice');
  await hands.task.getByLabel('Value', { exact: true }).fill('395.40 EUR');
  await hands.task.getByRole('button', { name: /IBAN/ }).click();
  await hands.task.getByLabel('Value', { exact: true }).fill('none given');
  await hands.submit();
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();

  const answer = await texts(requester, name);
  expect(answer.texts).toEqual([
    'Invoice number:',
    'PD-20417',
    'Amount due:',
    '395.40 EUR',
    'IBAN',
    'none given',
  ]);
  expect(answer.inputContent).toMatchObject({
    aiServiceRequest: { document: { s3Object: { bucket, name: 'invoice.jpg' } }, featureTypes: ['FORMS'] },
    humanLoopContext: { importantFormKeys: [{ importantFormKey: 'IBAN' }] },
  });
});

test('a PDF of three scanned pages: the fields lead to their pages', async ({ page, server, requester }) => {
  const { name, hands } = await review(page, server, requester, 'claim.pdf', 'application/pdf', [
    'Policy number:',
    'Estimated cost',
    'Signature:',
  ]);
  const task = hands.task;
  await expect(task.locator('foureyes-thumbnails canvas')).toHaveCount(3);
  for (const [key, number] of [
    ['Estimated cost', '2'],
    ['Signature', '3'],
    ['Policy number', '1'],
  ] as const) {
    await task.getByRole('button', { name: new RegExp(key) }).click();
    await expect(task.getByLabel('Page', { exact: true })).toHaveValue(number);
    await expect(task.locator('.entry.chosen .box')).toHaveCount(2);
    await look(page, `scanned-claim-${number}`);
  }
  await task.getByRole('button', { name: /IBAN/ }).click();
  await task.getByRole('button', { name: 'Can’t find the key' }).click();
  await hands.submit();
  await expect(page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();
  expect((await texts(requester, name)).texts).toEqual([
    'Policy number:',
    'SM-3302-118',
    'Estimated cost',
    '7,850.00',
    'Signature:',
    'J. Tarrant',
  ]);
});
