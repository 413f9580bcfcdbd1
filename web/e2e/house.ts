// A house that is lived in: the demo with people in it who have answered some tasks,
// keys, somebody to tell of events, and a start that was refused.
import type { APIRequestContext, Browser, BrowserContext } from '@playwright/test';
import { startDemo } from './binary.ts';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** House is the running server, and the browser state in which its administrator is signed in. */
export interface House {
  origin: string;
  admin: State;
  /** loop is a human loop of damage-check that is answered, key the id of a program's access key. */
  loop: string;
  key: string;
  stop: () => Promise<void>;
}

/** region is where the demo has its things. */
const region = 'us-east-1';

/** startHouse starts the demo and lets people live in it. */
export async function startHouse(browser: Browser): Promise<House> {
  const { link, stop } = await startDemo();
  const { origin } = new URL(link);
  const context = await browser.newContext({ baseURL: origin });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Tasks' }).waitFor({ timeout: 60_000 });
  const api = context.request;
  await invite(api);
  const loop = await answer(api, 'damage-check', { damage: { label: 'Broken' } });
  await answer(api, 'damage-check', { damage: { label: 'Intact' } });
  await answer(api, 'answer-judgement', {
    verdict: { right: true, partlyRight: false, wrong: false, notInSource: false },
    reason: 'As the handbook has it.',
  });
  const key = await makeKey(api);
  const shop = { name: 'shop', kind: 'webhook', address: 'http://127.0.0.1:9/review-events' };
  await post(api, '/api/v1/event-targets', shop);
  await api.post('/api/v1/event-targets/shop/disable');
  // Refused, and so in the audit.
  await api.post('/api/v1/event-targets', { data: shop });
  const admin = await context.storageState();
  await context.close();
  return { origin, admin, loop, key, stop };
}

async function post<T>(api: APIRequestContext, path: string, data: object): Promise<T> {
  const response = await api.post(path, { data });
  if (!response.ok()) throw new Error(`POST ${path}: ${response.status()} ${await response.text()}`);
  return response.json();
}

async function invite(api: APIRequestContext): Promise<void> {
  const people = { 'ines@example.com': 'requester', 'ann@example.com': 'auditor', 'bob@example.com': '' };
  for (const [email, role] of Object.entries(people)) {
    await post(api, '/api/v1/users', { email });
    if (role) await api.put(`/api/v1/users/${email}/roles`, { data: { roles: [{ role }] } });
  }
}

/** answer takes a job's next task, answers it, and gives the human loop's name. */
async function answer(api: APIRequestContext, job: string, answerContent: object): Promise<string> {
  const { id } = await post<{ id: string }>(api, `/api/v1/jobs/${job}/next`, {});
  await post(api, `/api/v1/assignments/${id}/submit`, { answerContent });
  const path = `/api/v1/flow-definitions/${job}/human-loops?region=${region}`;
  const { humanLoops } = await (await api.get(path)).json();
  return humanLoops.find(({ answers }: { answers: number }) => answers > 0).humanLoopName;
}

async function makeKey(api: APIRequestContext): Promise<string> {
  const policies = [{ name: 'AmazonAugmentedAIHumanLoopFullAccess' }];
  const made = await post<{ accessKey: { id: string } }>(api, '/api/v1/access-keys', {
    user: 'shop',
    policies,
  });
  return made.accessKey.id;
}
