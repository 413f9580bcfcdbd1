// The real server: the built binary's demo, on a free port and a temporary folder
// that goes when it stops.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const binary = process.env['FOUREYES_BIN'] ?? join(import.meta.dirname, '../../bin/foureyes');

/** Demo is a running demo and the one-time link that opens it. */
export interface Demo {
  link: string;
  stop: () => Promise<void>;
}

/** startDemo starts the binary and waits until it has printed everything. */
export async function startDemo(): Promise<Demo> {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run "make build"`);
  const server = spawn(binary, ['demo', '--listen', `127.0.0.1:${await freePort()}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, FOUREYES_CONFIG: undefined },
  });
  return { link: await linkOf(server), stop: () => stop(server) };
}

async function linkOf(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('the server has no output');
  let link: string | undefined;
  for await (const line of createInterface({ input: server.stdout })) {
    link ??= /https?:\S+#sign-in=\S+/.exec(line)?.[0];
    if (line.startsWith('Ctrl+C') && link) {
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

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
