import { expect, test, vi } from 'vitest';
import { Problem } from './problem.ts';
import { contentPath, type Hooks, WorkerApi } from './worker.ts';

interface Call {
  method: string;
  path: string;
  body: unknown;
}

/** serve answers calls in turn and keeps them. */
function serve(...replies: (Response | Error)[]) {
  const calls: Call[] = [];
  const hooks: Hooks = { signInAgain: vi.fn(async () => {}), heard: vi.fn() };
  const api = new WorkerApi(hooks, async (path, init) => {
    calls.push({
      method: init?.method ?? '',
      path: String(path),
      body: init?.body && JSON.parse(String(init.body)),
    });
    const reply = replies.shift();
    if (!reply || reply instanceof Error) throw reply ?? new Error('no reply left');
    return reply;
  });
  return { api, calls, hooks };
}

const json = (status: number, body: unknown) => Response.json(body, { status });
const none = () => new Response(null, { status: 204 });

test.each<[string, (api: WorkerApi) => Promise<unknown>, Call]>([
  ['session', (a) => a.session(), { method: 'GET', path: '/session', body: undefined }],
  ['signOut', (a) => a.signOut(), { method: 'DELETE', path: '/session', body: undefined }],
  ['jobs', (a) => a.jobs(), { method: 'GET', path: '/jobs', body: undefined }],
  ['next of a job', (a) => a.next('j/1'), { method: 'POST', path: '/jobs/j%2F1/next', body: undefined }],
  ['next of any job', (a) => a.next(), { method: 'POST', path: '/next', body: undefined }],
  ['held', (a) => a.held(), { method: 'GET', path: '/assignments', body: undefined }],
  ['assignment', (a) => a.assignment('7'), { method: 'GET', path: '/assignments/7', body: undefined }],
  [
    'saveDraft',
    (a) => a.saveDraft('7', { x: 1 }),
    { method: 'PUT', path: '/assignments/7/draft', body: { draft: { x: 1 } } },
  ],
  [
    'submit',
    (a) => a.submit('7', { answerContent: { x: 1 }, draft: 2 }, false),
    { method: 'POST', path: '/assignments/7/submit', body: { answerContent: { x: 1 }, draft: 2 } },
  ],
  [
    'submit and accept',
    (a) => a.submit('7', { answerContent: {}, draft: 2 }, true),
    {
      method: 'POST',
      path: '/assignments/7/submit',
      body: { answerContent: {}, draft: 2, acceptNext: true },
    },
  ],
  [
    'answers, a later page',
    (a) => a.answers('x/y'),
    { method: 'GET', path: '/answers?nextToken=x%2Fy', body: undefined },
  ],
  [
    'correct',
    (a) => a.correct('7', { answerContent: {}, draft: 2 }),
    { method: 'PUT', path: '/answers/7', body: { answerContent: {}, draft: 2 } },
  ],
  ['release', (a) => a.release('7'), { method: 'POST', path: '/assignments/7/release', body: undefined }],
  [
    'decline',
    (a) => a.decline('7', 'blurred'),
    { method: 'POST', path: '/assignments/7/decline', body: { reason: 'blurred' } },
  ],
  [
    'decline without a reason',
    (a) => a.decline('7', ''),
    { method: 'POST', path: '/assignments/7/decline', body: {} },
  ],
  ['pause', (a) => a.pause('7'), { method: 'POST', path: '/assignments/7/pause', body: undefined }],
  ['resume', (a) => a.resume('7'), { method: 'POST', path: '/assignments/7/resume', body: undefined }],
])('%s calls the documented path', async (_, call, want) => {
  const { api, calls } = serve(json(200, {}));
  await call(api);
  expect(calls).toEqual([{ ...want, path: `/api/v1${want.path}` }]);
});

test('204 means that no task waits', async () => {
  expect(await serve(none()).api.next()).toBeUndefined();
});

test('a refusal carries the problem’s sentence and status', async () => {
  const { api } = serve(json(410, { title: 'Gone', detail: 'The time limit is over.' }));
  const problem = (await api.pause('7').catch((cause) => cause)) as Problem;
  expect([problem.status, problem.message, problem.isGone]).toEqual([410, 'The time limit is over.', true]);
});

test('a refusal without a problem document still has its status', async () => {
  const problem = await serve(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }))
    .api.jobs()
    .catch((cause) => cause);
  expect([problem.status, problem.message]).toEqual([502, 'Bad Gateway']);
});

test('a server that is not reached is a problem with status 0', async () => {
  expect(
    (
      await serve(new TypeError('failed'))
        .api.jobs()
        .catch((cause) => cause)
    ).status,
  ).toBe(0);
});

test('after the session ended the worker signs in and the same call is made again', async () => {
  const { api, calls, hooks } = serve(json(401, {}), json(200, { assignment: { id: '7' } }));
  expect(await api.submit('7', { answerContent: { a: 1 }, draft: 0 }, false)).toEqual({
    assignment: { id: '7' },
  });
  expect(hooks.signInAgain).toHaveBeenCalledTimes(1);
  expect(calls[1]).toEqual(calls[0]);
});

test('signing in tells who is signed in, with their roles', async () => {
  const session = {
    expiresAt: '2026-01-02T12:00:00Z',
    worker: { name: 'Ada' },
    roles: [{ role: 'auditor' }],
  };
  const { api, calls } = serve(json(200, { token: 't' }), json(200, session));
  expect(await api.signIn({ email: 'e', password: 'p' })).toEqual(session);
  expect(calls.map(({ method, body }) => [method, body])).toEqual([
    ['POST', { email: 'e', password: 'p' }],
    ['GET', undefined],
  ]);
});

test('a wrong password is not a session that ended', async () => {
  const { api, hooks } = serve(json(401, { detail: 'Wrong.' }));
  await expect(api.signIn({ email: 'e', password: 'x' })).rejects.toBeInstanceOf(Problem);
  expect(hooks.signInAgain).not.toHaveBeenCalled();
});

test('nobody signed in is no error', async () => {
  expect(await serve(json(401, {})).api.session()).toBeUndefined();
});

test('ids are escaped in paths', () => {
  expect(contentPath('a/b')).toBe('/api/v1/assignments/a%2Fb/content');
});

test('a quiet call does not ask to sign in', async () => {
  const { api, calls, hooks } = serve(json(401, {}), json(401, {}));
  const draft = await api.saveDraft('7', {}, 'quiet').catch((cause) => cause);
  const look = await api.assignment('7', 'quiet').catch((cause) => cause);
  expect([draft.status, look.status, calls.length]).toEqual([401, 401, 2]);
  expect(hooks.signInAgain).not.toHaveBeenCalled();
});

test('an answer that says no more than that it was accepted has no body', async () => {
  const { api, calls } = serve(new Response(null, { status: 202 }));
  await expect(api.requestPasswordReset('ann@example.org')).resolves.toBeUndefined();
  expect(calls).toEqual([
    { method: 'POST', path: '/api/v1/password-reset', body: { email: 'ann@example.org' } },
  ]);
});
