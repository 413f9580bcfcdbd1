// A document on the real server, from StartHumanLoop to output.json: the page reads
// parts of it from its frame without an origin, and nothing from outside.
import { test as base, expect } from '@playwright/test';
import { type Colour, pdfOf } from '../crowd/testing/documents.ts';
import { startServer } from './binary.ts';
import { taskPage } from './mock/fixtures.ts';
import { sdk } from './sdk.ts';

const pages = 50;
const size = 10e6;
const colours = Array.from({ length: pages }, (_, at): Colour => [at / pages, 0.5, 0.5]);
const template = `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
{% capture s3_uri %}s3://{{ task.input.aiServiceRequest.document.s3Object.bucket }}/{{ task.input.aiServiceRequest.document.s3Object.name }}{% endcapture %}
<crowd-form>
  <crowd-textract-analyze-document src="{{ s3_uri | grant_read_access }}" initial-value="{{ task.input.selectedAiServiceResponse.blocks }}" header="Review the pairs" keys="{{ task.input.humanLoopContext.importantFormKeys }}" block-types="['KEY_VALUE_SET']" no-key-edit="true" no-geometry-edit="true">
    <short-instructions header="Instructions"><p>Click on a pair.</p></short-instructions><full-instructions header="Instructions"></full-instructions>
  </crowd-textract-analyze-document>
</crowd-form>`;
const geometry = { boundingBox: { height: 0.03, left: 0.1, top: 0.1, width: 0.2 }, polygon: [] };
const input = {
  aiServiceRequest: { document: { s3Object: { bucket: 'documents', name: 'long form.pdf' } } },
  selectedAiServiceResponse: {
    blocks: [
      {
        blockType: 'KEY_VALUE_SET',
        confidence: 61.5,
        entityTypes: ['KEY'],
        geometry,
        id: 'k',
        page: 40,
        relationships: [
          { ids: ['v'], type: 'VALUE' },
          { ids: ['w1'], type: 'CHILD' },
        ],
      },
      { blockType: 'KEY_VALUE_SET', entityTypes: ['VALUE'], geometry, id: 'v', page: 40, text: 'Osl0' },
      { blockType: 'WORD', id: 'w1', page: 40, text: 'Town' },
    ],
  },
  humanLoopContext: { importantFormKeys: [{ importantFormKey: 'IBAN', importantFormKeyAliases: [] }] },
};

const test = base.extend<{ house: Awaited<ReturnType<typeof startServer>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures' needs from this pattern
  house: async ({}, use) => {
    // The strictest that there is: what works so works everywhere.
    process.env['FOUREYES_EXTERNAL_SCRIPTS'] = 'block';
    const server = await startServer();
    delete process.env['FOUREYES_EXTERNAL_SCRIPTS'];
    await use(server);
    await server.stop();
  },
});

test('a long PDF is reviewed in part', async ({ page, house }, info) => {
  const requester = await sdk(house);
  await requester.createBucket('documents');
  const content = Buffer.from(pdfOf(colours, size), 'latin1');
  await requester.putObject('documents', 'long form.pdf', content, 'application/pdf');
  const ui = await requester.createUI('documents', template);
  await requester.startLoop(
    await requester.createFlowIn('documents', 'documents', ui, 'Forms'),
    'form-1',
    input,
  );
  const parts: number[] = [];
  page.on('response', (response) => {
    if (response.status() === 206 && response.url().includes('/media/'))
      parts.push(Number(response.headers()['content-length']));
  });

  await page.goto(`${house.url}/portal`);
  await page.getByLabel('E-mail').fill(house.email);
  await page.getByLabel('Password', { exact: true }).fill(house.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: /^Start working/ })).toBeVisible();
  const noise: string[] = [];
  page.on('pageerror', (error) => noise.push(`${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') noise.push(message.text());
  });
  await page.getByRole('button', { name: /^Start working/ }).click();
  const task = taskPage(page);
  const canvas = task.locator('canvas.picture');
  await expect(canvas).toBeVisible();
  const shown = await canvas.evaluate(() => Math.round(performance.now()));
  info.annotations.push({
    type: 'first page of 50, 10 MB',
    description: `${shown} ms after the task's page began`,
  });
  console.log(`first page of ${pages} in ${size / 1e6} MB: ${shown} ms after the task's page began`);

  await task.getByRole('button', { name: /Town/ }).click();
  const colour = () =>
    canvas.evaluate((element: HTMLCanvasElement) => {
      const pixel = element.getContext('2d')?.getImageData(element.width / 2, element.height * 0.375, 1, 1);
      return [...(pixel?.data ?? [])];
    });
  await expect.poll(colour).toEqual([199, 128, 128, 255]);
  await task.getByLabel('Value', { exact: true }).fill('Oslo');
  await task.getByRole('button', { name: /IBAN/ }).click();
  await task.getByRole('button', { name: 'Can’t find the key' }).click();
  await task.getByRole('button', { name: 'Submit' }).click();

  const { humanAnswers } = await requester.readOutput('form-1');
  const [key, value, word] = input.selectedAiServiceResponse.blocks;
  expect(humanAnswers[0]?.answerContent).toEqual({
    'AWS/Textract/AnalyzeDocument/Forms/V1': {
      blocks: [{ ...key, text: 'Town' }, { ...value, text: 'Oslo' }, word],
    },
  });
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeLessThan(content.length / 4);
  expect(noise).toEqual([]);
});
