// A server of a test's own, for what would disturb the other tests' server:
// limits, and lists that have to be long. It has the keys of the environment, so
// that a client needs its address and nothing else.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = resolve(root, process.env.FOUREYES_BIN ?? 'bin/foureyes');

/** ownServer serves on a free port and returns the address, and how to stop. */
export async function ownServer(...flags) {
  const folder = mkdtempSync(join(tmpdir(), 'foureyes-'));
  const log = join(folder, 'log');
  const server = spawn(binary, ['serve', ...settings(folder), ...flags], {
    stdio: ['ignore', 'pipe', openSync(log, 'w')],
    env: environment(),
  });
  const ended = once(server, 'exit');
  const stop = async () => {
    server.kill('SIGTERM');
    try {
      await ended;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  try {
    return { endpoint: await address(server, log), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const settings = (folder) => [
  ...['--listen', '127.0.0.1:0', '--sql-listen=', '--data', join(folder, 'data')],
  ...['--access-key-id', process.env.AWS_ACCESS_KEY_ID],
  ...['--secret-access-key', process.env.AWS_SECRET_ACCESS_KEY],
];

// Settings of the other server must have no say here.
const environment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FOUREYES_')));

/** address reads where the server is from the line that says it is ready. */
async function address(server, log) {
  const lines = createInterface({ input: server.stdout });
  const [first] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  const [, url] = first?.match(/ is ready at (\S+)$/) ?? [];
  assert.ok(url, `the server did not become ready:\n${readFileSync(log)}`);
  return url;
}
