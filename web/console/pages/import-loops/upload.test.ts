import { expect, it } from 'vitest';
import { ConsoleApi } from '../../../api/console.ts';
import { type Import, upload } from './upload.ts';

const place = { account: '000000000000', region: 'eu-west-1' };
const begun = { id: 'I1', status: 'Uploading', received: 0, chunkSize: 4, size: 10 } as Import;
const file = new Blob(['0123456789']);

/** way leads to a server that keeps what it is sent; answer may answer a chunk otherwise, once it has it. */
function way(answer: (chunk: number) => Response | undefined = () => undefined) {
  const kept = { text: '', chunks: 0 };
  const now = () => ({
    ...begun,
    received: kept.text.length,
    status: kept.text.length === begun.size ? 'Checking' : 'Uploading',
  });
  const api = new ConsoleApi(async (url, init) => {
    if (init?.method !== 'PUT') return Response.json(now());
    const offset = Number(new URL(String(url), 'http://house').searchParams.get('offset'));
    if (offset !== kept.text.length) return Response.json({ detail: 'Not here.' }, { status: 409 });
    kept.text += await (init.body as Blob).text();
    kept.chunks += 1;
    return answer(kept.chunks) ?? Response.json(now());
  });
  return { kept, way: { api, place, flow: 'check' } };
}

const never = new AbortController().signal;

it('sends a file in chunks', async () => {
  const { kept, way: to } = way();
  expect((await upload(to, file, begun, never)).status).toBe('Checking');
  expect(kept).toEqual({ text: '0123456789', chunks: 3 });
});

it('goes on where the server is', async () => {
  const { kept, way: to } = way();
  kept.text = '01234567';
  expect((await upload(to, file, begun, never)).status).toBe('Checking');
  expect(kept).toEqual({ text: '0123456789', chunks: 1 });
});

it('stops at a refusal, and when it is given up', async () => {
  const full = way(() => Response.json({ detail: 'Full.' }, { status: 507 }));
  await expect(upload(full.way, file, begun, never)).rejects.toMatchObject({ message: 'Full.' });
  const left = new AbortController();
  const leaving = way(() => {
    left.abort();
    return undefined;
  });
  expect((await upload(leaving.way, file, begun, left.signal)).status).toBe('Uploading');
  expect(leaving.kept.chunks).toBe(1);
});

it('does not ask for ever when a conflict stays', async () => {
  const api = new ConsoleApi(async (_, init) =>
    init?.method === 'PUT'
      ? Response.json({ detail: 'No.' }, { status: 409 })
      : Response.json({ ...begun, received: 0 }),
  );
  await expect(upload({ api, place, flow: 'check' }, file, begun, never)).rejects.toMatchObject({
    message: 'No.',
  });
});
