// The data pages of the console on the real server, filled by the demo: SQL, the data
// directory, conditions, advice, prediction sources and metrics.

import type { BrowserContext, Page } from '@playwright/test';
import { samples } from '../console/pages/directory/samples.ts';
import { type Demo, startDemo } from './binary.ts';
import { test as base, expect, expectAccessible, look } from './mock/fixtures.ts';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

// One server for all stories: each changes nothing that another one looks at.
const test = base.extend<{ at: (path: string) => Promise<void> }, { demo: Demo; signedIn: State }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the braces
    async ({}, use) => {
      const demo = await startDemo();
      await use(demo);
      await demo.stop();
    },
    { scope: 'worker' },
  ],
  signedIn: [
    async ({ demo, browser }, use) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(demo.link);
      await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible({ timeout: 20_000 });
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: 'worker' },
  ],
  storageState: async ({ signedIn }, use) => use(signedIn),
  at: async ({ page, demo }, use) => {
    await use(async (path) => {
      await page.goto(new URL(`/console/${path}`, demo.link).href);
    });
  },
});

/** write types a query in place of the one that is there, as hands do. */
async function write(page: Page, query: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Query' }).press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(query);
}

test('a query is written with completion, run, drawn, refused at its mistake, and found again', async ({
  page,
  at,
}) => {
  await at('sql');
  const editor = page.getByRole('textbox', { name: 'Query' });
  await write(page, '');
  await editor.pressSequentially('SELECT name FROM foureyes.wor');
  await page.getByRole('option', { name: 'worker' }).click();
  await expect(editor).toContainText('foureyes.worker');
  await editor.press('Control+Enter');
  const results = page.getByRole('table', { name: 'Results' });
  await expect(results.getByRole('columnheader', { name: 'name' })).toBeVisible();
  await expect(page.getByText(/^\d+ rows? in/)).toBeVisible();

  await write(
    page,
    'SELECT human_loop_status, count(*) AS loops, NULL AS nothing FROM aws.sagemaker_human_loop GROUP BY 1',
  );
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(results).toContainText('InProgress');
  await expect(results).toContainText('NULL');
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('query.csv');
  await look(page, 'console-sql');
  await page.getByRole('tab', { name: 'Chart' }).click();
  await expect(page.getByRole('img', { name: 'loops by human_loop_status' })).toBeVisible();
  await page.getByRole('button', { name: 'The numbers as a table' }).click();
  await expect(page.getByRole('table', { name: 'loops by human_loop_status' })).toContainText('InProgress');
  await expectAccessible(page);
  await look(page, 'console-sql-chart');

  await write(page, 'SELECT name\nFROM foureyes.nobody');
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(page.getByText('Line 2, column 6')).toBeVisible();
  await expect(editor.locator('.mistake')).toHaveText('foureyes');
  await page.getByRole('button', { name: 'Go there' }).click();
  await expect(editor).toBeFocused();
  await page.getByRole('tab', { name: 'History' }).click();
  const history = page.getByRole('table', { name: 'History' });
  await expect(history.getByRole('row')).toHaveCount(4);
  await history.getByRole('row').last().getByRole('button', { name: 'Open' }).click();
  await expect(editor).toContainText('SELECT name FROM foureyes.worker');
});

test('a query that takes long is stopped', async ({ page, at }) => {
  await at('sql');
  const editor = page.getByRole('textbox', { name: 'Query' });
  await write(
    page,
    'SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 100000) b WHERE a <> b',
  );
  await editor.press('Control+Enter');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('The query was stopped.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
});

test('the directory tells of every table, and its sample queries run', async ({ page, at, demo }) => {
  await at('data-directory');
  await page.getByPlaceholder('Find tables and columns').fill('time_spent');
  await expect(page.getByRole('link', { name: 'aws.sagemaker_workteam' })).toHaveCount(0);
  await expectAccessible(page);
  await look(page, 'console-directory');
  await page.getByRole('link', { name: 'foureyes.answer', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Columns' })).toContainText("The worker's active time.");
  await expectAccessible(page);
  await look(page, 'console-table');
  await page.getByRole('button', { name: 'Open in SQL: Answers and active time of each worker' }).click();
  await expect(page.getByRole('textbox', { name: 'Query' })).toContainText('avg(a.time_spent_in_seconds)');

  for (const { query } of Object.values(samples).flat()) {
    const answer = await page.request.post(new URL('/api/v1/sql', demo.link).href, { data: { query } });
    expect(answer.status(), `${query}\n${await answer.text()}`).toBe(200);
  }
});

/** withConditions makes a workflow of the custom task type whose conditions are evaluated. */
async function withConditions(page: Page, origin: string, name: string): Promise<void> {
  const { accountId } = await (await page.request.get(`${origin}/api/v1/session`)).json();
  const call = async (operation: string, data: object) => {
    const answer = await page.request.post(`${origin}/api/v1/aws/${accountId}/us-east-1/`, {
      headers: { 'X-Amz-Target': `SageMaker.${operation}`, 'Content-Type': 'application/x-amz-json-1.1' },
      data,
    });
    expect(answer.status(), await answer.text()).toBe(200);
    return answer.json();
  };
  const like = await call('DescribeFlowDefinition', { FlowDefinitionName: 'damage-check' });
  const conditions = {
    Conditions: [
      {
        And: [
          { ConditionType: 'Sampling', ConditionParameters: { RandomSamplingPercentage: 100 } },
          { ConditionType: 'Expression', ConditionParameters: { Expression: 'input.confidence < 0.7' } },
        ],
      },
    ],
  };
  await call('CreateFlowDefinition', {
    FlowDefinitionName: name,
    HumanLoopConfig: like.HumanLoopConfig,
    OutputConfig: like.OutputConfig,
    RoleArn: like.RoleArn,
    HumanLoopActivationConfig: {
      HumanLoopActivationConditionsConfig: { HumanLoopActivationConditions: JSON.stringify(conditions) },
    },
    Tags: [{ Key: 'foureyes:conditions', Value: 'evaluate' }],
  });
}

test('conditions are tried node by node, and advice says how many answers it needs', async ({
  page,
  at,
  demo,
}) => {
  await withConditions(page, new URL(demo.link).origin, 'doubtful-only');
  await at('workflows/doubtful-only?tab=conditions');
  const input = page.getByLabel('Input content');
  await input.fill('{"confidence": 0.6');
  await expect(page.getByText(/This is not JSON/)).toBeVisible();
  await input.fill('{"confidence": 0.6}');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('People review this input.')).toBeVisible();
  const outcomes = page.getByRole('table', { name: 'Condition by condition' });
  await expect(outcomes.getByRole('row')).toHaveCount(4);
  await expect(outcomes.getByRole('row').filter({ hasText: 'And[1]' })).toContainText('Met');
  await expectAccessible(page);
  await look(page, 'console-conditions');
  await input.fill('{"confidence": 0.9}');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('Nobody reviews this input.')).toBeVisible();
  await expect(outcomes.getByRole('row').filter({ hasText: 'And[1]' })).toContainText('Not met');

  await page.getByRole('tab', { name: 'Advice' }).click();
  await page.getByLabel('Risk').fill('0');
  await expect(page.getByText('This must be a percentage above 0 and below 100.')).toBeVisible();
  await page.getByLabel('Risk').fill('1');
  await page.getByLabel('Path to the answer').fill('answer.damage.label');
  await page.getByRole('button', { name: 'Advise' }).click();
  await expect(page.getByText(/528/).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What this takes for granted' })).toBeVisible();
  await expectAccessible(page);
  await look(page, 'console-advice');
});

test('a prediction source is set, asked and removed', async ({ page, at }) => {
  await at('predictions');
  await expect(page.getByText('No prediction sources')).toBeVisible();
  await page.getByRole('button', { name: 'Set a source' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a source' });
  await dialog.getByLabel('Rekognition: DetectModerationLabels').check();
  await expect(dialog.getByLabel('Built in')).toHaveCount(0);
  await dialog.getByLabel('HTTP endpoint').check();
  await expect(dialog.getByRole('button', { name: 'Set', exact: true })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'URL' }).fill('http://127.0.0.1:9/');
  await expectAccessible(page);
  await look(page, 'console-predictions-set');
  await dialog.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByText('The source was set.')).toBeVisible();
  await page.getByRole('row').filter({ hasText: 'http://127.0.0.1:9/' }).getByRole('radio').check();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText(/No answer that can be used/)).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await look(page, 'console-predictions-test');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('The source was removed.')).toBeVisible();
  await expect(page.getByText('No prediction sources')).toBeVisible();
});

test('metrics draw what waits, and say where there is nothing yet', async ({ page, at }) => {
  await at('metrics');
  await expect(page.getByRole('img', { name: /^Open human loops/ })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('img', { name: /^Throughput/ })).toBeVisible();
  await expect(page.getByText('Nothing yet')).toHaveCount(2);
  await page.getByRole('button', { name: 'The numbers as a table' }).first().click();
  await expect(page.getByRole('table', { name: 'Open human loops' })).toContainText('damage-check');
  await page.getByRole('button', { name: /All workflows/ }).click();
  await page.getByRole('option', { name: 'damage-check' }).click();
  await expect(page.getByText(/No human loop of this workflow has two answers/)).toBeVisible();
  await expectAccessible(page);
  await look(page, 'console-metrics');
});
