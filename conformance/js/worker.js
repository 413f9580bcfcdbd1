// A worker's hands: the worker API, as a script uses it with a bearer token.
import assert from 'node:assert/strict';

const base = `${process.env.AWS_ENDPOINT_URL}/api/v1`;

/** signIn makes the first administrator a worker at work. */
export async function signIn() {
  const session = await call('', 'POST', '/session', 200, {
    email: process.env.FOUREYES_ADMIN_EMAIL,
    password: process.env.FOUREYES_ADMIN_PASSWORD,
  });
  const ask = (method, path, status, body) => call(session.token, method, path, status, body);
  return {
    id: session.worker.workerId,
    next: (job) => ask('POST', `/jobs/${job}/next`, 200),
    idle: (job) => ask('POST', `/jobs/${job}/next`, 204),
    content: (task) => ask('GET', `/assignments/${task.id}/content`, 200),
    submit: (task, answerContent, acceptNext = false) =>
      ask('POST', `/assignments/${task.id}/submit`, 200, { answerContent, acceptNext }),
  };
}

async function call(token, method, path, status, body) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  if (body) headers['content-type'] = 'application/json';
  const response = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  assert.equal(response.status, status, `${method} ${path}: ${text}`);
  return text && response.headers.get('content-type').includes('json') ? JSON.parse(text) : text;
}
