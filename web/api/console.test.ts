import { expect, it } from 'vitest';
import { ConsoleApi, urlOf } from './console.ts';
import { Problem } from './problem.ts';

it('fills in names and leaves out what is not set', () => {
  expect(
    urlOf('/x/{name}/y', { path: { name: 'a/b ü' }, query: { a: 1, b: undefined, c: '', d: ['p', 'q&'] } }),
  ).toBe('/x/a%2Fb%20%C3%BC/y?a=1&d=p&d=q%26');
  expect(urlOf('/x', {})).toBe('/x');
});

it('sends bytes as they are, and other bodies as JSON', async () => {
  const sent: [string, RequestInit | undefined][] = [];
  const api = new ConsoleApi(async (url, init) => {
    sent.push([String(url), init]);
    return new Response('{}');
  });
  const bytes = new Blob(['a,b']);
  await api.putBytes(
    '/api/v1/flow-definitions/{name}/imports/{id}/file',
    { path: { name: 'check', id: '1' }, query: { offset: 0 } },
    bytes,
  );
  await api.post('/api/v1/access-keys', { body: { user: 'shop', policies: [] } });
  expect(sent[0]).toMatchObject([
    '/api/v1/flow-definitions/check/imports/1/file?offset=0',
    { method: 'PUT', body: bytes, headers: { 'Content-Type': 'application/octet-stream' } },
  ]);
  expect(sent[1]?.[1]).toMatchObject({
    body: '{"user":"shop","policies":[]}',
    headers: { 'Content-Type': 'application/json' },
  });
});

it('throws what the server refuses, and its silence', async () => {
  const refuses = new ConsoleApi(async () => new Response('{"detail":"No."}', { status: 403 }));
  await expect(refuses.get('/api/v1/session', {})).rejects.toMatchObject({ status: 403, message: 'No.' });
  const silent = new ConsoleApi(() => Promise.reject(new TypeError('off')));
  await expect(silent.get('/api/v1/session', {})).rejects.toBeInstanceOf(Problem);
});
