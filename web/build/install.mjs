// What browsers need to install the portal: the web app manifest with its icons, and
// the service worker, which knows the files of its build by their hashed names.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

/** buildInstall writes both into a folder that has the portal's page already; files are what that page loads. */
export async function buildInstall({ common, root, target, outDir, files }) {
  await writeManifest(root, outDir);
  const html = await readFile(join(outDir, 'index.html'));
  const content = { version: hash(html), assets: files.map((file) => `/${file}`).sort() };
  await build({
    ...common,
    root,
    define: { build: JSON.stringify(content) },
    build: {
      outDir,
      emptyOutDir: false,
      target,
      lib: {
        entry: 'install/worker.ts',
        formats: ['iife'],
        name: 'foureyesWorker',
        fileName: () => 'portal-worker.js',
      },
    },
  });
}

async function writeManifest(root, outDir) {
  const folder = join(root, 'install');
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  for (const icon of manifest.icons) {
    const content = await readFile(join(folder, icon.src));
    const file = icon.src.replace('.png', `-${hash(content)}.png`);
    await writeFile(join(outDir, 'assets', file), content);
    icon.src = `/assets/${file}`;
  }
  await writeFile(join(outDir, 'portal.webmanifest'), `${JSON.stringify(manifest)}\n`);
}

function hash(content) {
  return createHash('sha256').update(content).digest('base64url').slice(0, 8);
}
