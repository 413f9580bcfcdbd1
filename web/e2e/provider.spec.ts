// Signing in at an identity provider on the real server: an operator gives the
// workforce its provider, somebody signs in there, answers a task, and signs out.
import { execFileSync } from 'node:child_process';
import { type Served, startServer } from './binary.ts';
import { test as base, expect, expectAccessible, look, taskPage } from './mock/fixtures.ts';
import { type Provider, startProvider } from './provider.ts';

const test = base.extend<object, { provider: Provider; served: Served }>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the braces
    async ({}, use) => {
      const provider = await startProvider();
      await use(provider);
      await provider.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  served: [
    async ({ provider }, use) => {
      const served = await startServer({ SSL_CERT_FILE: provider.authority });
      provider.serve(served.url);
      await use(served);
      await served.stop();
    },
    { scope: 'worker' },
  ],
});
test.use({ ignoreHTTPSErrors: true });

/** signed sends a request as a program would: curl signs it. */
function signed(served: Served, service: string, path: string, ...more: string[]): string {
  const user = `${served.accessKeyId}:${served.secretAccessKey}`;
  const sign = ['--aws-sigv4', `aws:amz:us-east-1:${service}`, '--user', user];
  if (service === 's3') sign.push('--header', 'x-amz-content-sha256: UNSIGNED-PAYLOAD');
  return execFileSync('curl', [
    '--silent',
    '--show-error',
    '--fail-with-body',
    ...sign,
    ...more,
    served.url + path,
  ]).toString();
}

function sagemaker(served: Served, operation: string, body: unknown): void {
  signed(
    served,
    'sagemaker',
    '/',
    ...['--header', `X-Amz-Target: SageMaker.${operation}`],
    ...['--header', 'Content-Type: application/x-amz-json-1.1', '--data', JSON.stringify(body)],
  );
}

const arn = (what: string) => `arn:aws:sagemaker:us-east-1:000000000000:${what}`;

/** house makes a workforce with the provider, its team, and a task. */
function house(served: Served, { issuer }: Provider): void {
  const at = (path: string) => issuer + path;
  sagemaker(served, 'CreateWorkforce', {
    WorkforceName: 'mine',
    OidcConfig: {
      ClientId: 'portal',
      ClientSecret: 'of a test',
      Issuer: issuer,
      AuthorizationEndpoint: at('/authorize'),
      TokenEndpoint: at('/oauth/token'),
      UserInfoEndpoint: at('/userinfo'),
      LogoutEndpoint: at('/end_session'),
      JwksUri: at('/keys'),
    },
  });
  sagemaker(served, 'CreateWorkteam', {
    WorkteamName: 'desk',
    WorkforceName: 'mine',
    Description: 'Clerks',
    MemberDefinitions: [{ OidcMemberDefinition: { Groups: ['clerks'] } }],
  });
  signed(served, 's3', '/reviews', '--request', 'PUT');
  sagemaker(served, 'CreateHumanTaskUi', {
    HumanTaskUiName: 'form',
    UiTemplate: {
      Content:
        '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script><crowd-form><crowd-input name="total" label="Total" required></crowd-input></crowd-form>',
    },
  });
  sagemaker(served, 'CreateFlowDefinition', {
    FlowDefinitionName: 'check',
    RoleArn: 'arn:aws:iam::000000000000:role/a2i',
    OutputConfig: { S3OutputPath: 's3://reviews/out' },
    HumanLoopConfig: {
      WorkteamArn: arn('workteam/private-crowd/desk'),
      HumanTaskUiArn: arn('human-task-ui/form'),
      TaskTitle: 'Check the total',
      TaskDescription: 'Check it.',
      TaskCount: 1,
    },
  });
  const loop = { HumanLoopName: 'one', FlowDefinitionArn: arn('flow-definition/check') };
  const body = JSON.stringify({ ...loop, HumanLoopInput: { InputContent: '{}' } });
  const json = ['--header', 'Content-Type: application/json', '--data', body];
  signed(served, 'sagemaker', '/human-loops', ...json);
}

/** output waits for the loop's end and reads its output document. */
function output(served: Served): { humanAnswers: { workerMetadata: unknown; answerContent: unknown }[] } {
  signed(served, 'sagemaker', '/api/v1/human-loops/one?waitSeconds=60');
  const list = signed(served, 's3', '/reviews?list-type=2');
  const key = /<Key>([^<]+output\.json)<\/Key>/.exec(list)?.[1] ?? '';
  return JSON.parse(signed(served, 's3', `/reviews/${key}`));
}

test('somebody signs in at the provider of their workforce, answers, and signs out', async ({
  page,
  served,
  provider,
}) => {
  test.slow();
  house(served, provider);
  await page.goto(`${served.url}/portal/jobs/check?workforce=000000000000/us-east-1/mine`);
  const there = page.getByRole('link', { name: 'Sign in as one of “mine”' });
  await expect(there).toBeVisible();
  await expectAccessible(page);
  await look(page, 'provider-sign-in');
  await there.click();

  await expect(page.getByRole('heading', { name: 'Identity provider' })).toBeVisible();
  await page.getByLabel('User name').fill('ines');
  await page.getByLabel('Password').fill('open sesame');
  await page.getByRole('button', { name: 'Continue' }).click();

  await expect(page).toHaveURL(`${served.url}/portal/jobs/check`);
  await expect(page.getByRole('link', { name: /Ines/ })).toBeVisible();
  await page.getByRole('button', { name: 'Start working' }).first().click();
  const task = taskPage(page);
  await task.getByLabel('Total').fill('42');
  await task.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('Check the total')).toBeVisible();
  expect(output(served).humanAnswers).toMatchObject([
    {
      answerContent: { total: '42' },
      workerMetadata: {
        identityData: { identityProviderType: 'Oidc', issuer: provider.issuer, sub: 'u-17' },
      },
    },
  ]);

  await page.getByRole('link', { name: /Ines/ }).click();
  await expect(
    page.getByText(`You sign in at ${provider.issuer}; your password is kept there.`),
  ).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Foureyes' })).toBeVisible();
  await expect(page.getByLabel('E-mail')).toBeVisible();
});
