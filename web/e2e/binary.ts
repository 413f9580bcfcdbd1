// The built binary: its demo and its server, each on a free port and a temporary
// folder that goes when it stops, and its template preview.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const binary = process.env['FOUREYES_BIN'] ?? join(import.meta.dirname, '../../bin/foureyes');

/** Demo is a running binary and the link that opens what it shows. */
export interface Demo {
  link: string;
  stop: () => Promise<void>;
}

/** startDemo starts the binary, with more environment if given, and waits until it has printed everything. */
export async function startDemo(env: NodeJS.ProcessEnv = {}): Promise<Demo> {
  return start(['demo', '--listen', '127.0.0.1:0'], /https?:\S+#sign-in=\S+/, undefined, env);
}

/** startPreview shows a template file. */
export async function startPreview(...args: string[]): Promise<Demo> {
  return start(['template', 'preview', '--listen', '127.0.0.1:0', ...args], /http:\S+/);
}

/** Served is a running server, with who may call and who may sign in. */
export interface Served {
  url: string;
  accessKeyId: string;
  secretAccessKey: string;
  email: string;
  password: string;
  stop: () => Promise<void>;
}

/** startServer serves an empty house in a temporary folder, with more environment if given. */
export async function startServer(env: NodeJS.ProcessEnv = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'foureyes-e2e-'));
  const served = {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
    email: 'worker@example.com',
    password: randomBytes(12).toString('hex'),
  };
  const { link, stop } = await start(
    [
      ...['serve', '--listen', '127.0.0.1:0', '--sql-listen=', '--data', folder, '--log-level', 'error'],
      ...['--access-key-id', served.accessKeyId, '--secret-access-key', served.secretAccessKey],
      ...['--admin-email', served.email, '--admin-password', served.password],
    ],
    /(?<=is ready at )http:\S+/,
    / is ready at /,
    env,
  );
  const clear = async (): Promise<void> => {
    await stop();
    rmSync(folder, { recursive: true });
  };
  return { ...served, url: link, stop: clear };
}

/** start runs the binary; link finds its address, last is the line with which it has told everything. */
async function start(
  args: string[],
  link: RegExp,
  last = /^Ctrl\+C/,
  env: NodeJS.ProcessEnv = {},
): Promise<Demo> {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run "make build"`);
  const server = spawn(binary, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, FOUREYES_CONFIG: undefined, ...env },
  });
  return { link: await linkOf(server, link, last), stop: () => stop(server) };
}

async function linkOf(server: ChildProcess, form: RegExp, last: RegExp): Promise<string> {
  if (!server.stdout) throw new Error('the server has no output');
  let link: string | undefined;
  for await (const line of createInterface({ input: server.stdout })) {
    link ??= form.exec(line)?.[0];
    if (last.test(line) && link) {
      server.stdout.resume();
      return link;
    }
  }
  throw new Error('the server ended before it was ready');
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  await gone;
}
