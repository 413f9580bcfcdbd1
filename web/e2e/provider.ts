// The identity provider of the tests, which is a Go program.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Provider is a running identity provider. */
export interface Provider {
  issuer: string;
  /** authority is the file with the certificate that must be believed. */
  authority: string;
  /** serve answers for people of the portal at an address. */
  serve: (portal: string) => void;
  stop: () => Promise<void>;
}

/** startProvider builds the program and runs it. */
export async function startProvider(): Promise<Provider> {
  const folder = mkdtempSync(join(tmpdir(), 'foureyes-provider-'));
  const [program, authority] = [join(folder, 'provider'), join(folder, 'authority.pem')];
  execFileSync('go', ['build', '-trimpath', '-o', program, './internal/oidc/oidctest/serve'], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: 'inherit',
  });
  const running = spawn(program, [authority], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [issuer] = (await once(createInterface({ input: running.stdout }), 'line')) as [string];
  return {
    issuer,
    authority,
    serve: (portal) => void running.stdin.write(`${portal}\n`),
    stop: async () => {
      const gone = once(running, 'exit');
      running.stdin.end();
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}
