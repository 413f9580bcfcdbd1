import { expect, it } from 'vitest';
import { ConsoleApi, urlOf } from './console.ts';
import { Problem } from './problem.ts';

it('fills in names and leaves out what is not set', () => {
  expect(
    urlOf('/x/{name}/y', { path: { name: 'a/b ü' }, query: { a: 1, b: undefined, c: '', d: ['p', 'q&'] } }),
  ).toBe('/x/a%2Fb%20%C3%BC/y?a=1&d=p&d=q%26');
  expect(urlOf('/x', {})).toBe('/x');
});

it('throws what the server refuses, and its silence', async () => {
  const refuses = new ConsoleApi(async () => new Response('{"detail":"No."}', { status: 403 }));
  await expect(refuses.get('/api/v1/session', {})).rejects.toMatchObject({ status: 403, message: 'No.' });
  const silent = new ConsoleApi(() => Promise.reject(new TypeError('off')));
  await expect(silent.get('/api/v1/session', {})).rejects.toBeInstanceOf(Problem);
});
