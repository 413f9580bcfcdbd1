// Builds what the server ships: the crowd bundle (one classic script with its
// chunks) and the portal, into dist, each file with compressed twins beside it,
// and the manifest from plain names to hashed ones.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildCrowd } from './chunks.mjs';
import { compressAll } from './compress.mjs';
import { fontFiles } from './fonts.mjs';
import { buildInstall } from './install.mjs';
import { copyPdfjs } from './pdfjs.mjs';

const web = fileURLToPath(new URL('..', import.meta.url));
const dist = join(web, 'dist');

/** target is the oldest set of browsers that knows light-dark(), which the look needs. */
const target = ['chrome123', 'firefox120', 'safari17.5'];

const common = {
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  // The module build of json5 carries no copies of old runtimes.
  resolve: { alias: { json5: 'json5/dist/index.mjs' } },
};

async function crowd() {
  const packages = { 'pdfjs-dist': await copyPdfjs(join(dist, 'assets')) };
  return buildCrowd({ common, target, root: join(web, 'crowd'), outDir: join(dist, 'assets'), packages });
}

async function portal() {
  const root = join(web, 'portal');
  const { output } = await build({
    ...common,
    root,
    base: '/',
    build: {
      outDir: dist,
      emptyOutDir: false,
      target,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        output: {
          entryFileNames: 'assets/portal-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
  });
  const files = output.map(({ fileName }) => fileName).filter((file) => file.startsWith('assets/'));
  await buildInstall({ common, root, target, outDir: dist, files });
}

/** consolePages is the console: a first script, and a chunk for each page. */
async function consolePages() {
  return build({
    ...common,
    root: join(web, 'console'),
    base: '/',
    plugins: [fontFiles('console-font')],
    build: {
      outDir: dist,
      emptyOutDir: false,
      target,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: join(web, 'console/console.html'),
        // Cloudscape marks its modules for servers that render React; here there is none.
        onLog: (level, log, report) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
        },
        output: {
          entryFileNames: 'assets/console-[hash].js',
          chunkFileNames: 'assets/console-[name]-[hash].js',
          assetFileNames: 'assets/console-[name]-[hash][extname]',
        },
      },
    },
  });
}

/** preview is the page of `foureyes template preview`. */
async function preview() {
  return build({
    ...common,
    root: join(web, 'preview'),
    base: '/',
    build: {
      outDir: dist,
      emptyOutDir: false,
      target,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: join(web, 'preview/preview.html'),
        output: { entryFileNames: 'assets/preview-[hash].js' },
      },
    },
  });
}

/** plain names a built file without its content hash. */
const plain = (file) => file.replace(/-[\w-]{8}(\.\w+)$/, '$1');

async function clean() {
  for (const name of await readdir(dist)) {
    if (name !== 'placeholder.txt') await rm(join(dist, name), { recursive: true });
  }
}

async function manifest() {
  const entries = await readdir(join(dist, 'assets'), { withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !/\.(gz|br)$/.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const assets = Object.fromEntries(files.map((file) => [plain(file), `/assets/${file}`]));
  await writeFile(join(dist, 'manifest.json'), `${JSON.stringify({ assets }, null, 2)}\n`);
}

/** licenses carries the notices of what is bundled, as their terms ask. */
async function licenses() {
  const texts = await Promise.all((await bundled()).map(licenseOf));
  const icons = await readFile(join(web, 'crowd/iron-icon/LICENSE'), 'utf8');
  const content = [...texts, `@polymer/iron-icons\n\n${icons}`].join('\n');
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  await writeFile(join(dist, 'assets', `licenses-${hash}.txt`), content);
}

/** bundled are the packages of package.json's dependencies and theirs, each once. */
async function bundled() {
  const found = new Set();
  const visit = async (name) => {
    if (found.has(name)) return;
    const file = join(web, 'node_modules', name, 'package.json');
    const { dependencies = {} } = JSON.parse(await readFile(file, 'utf8'));
    found.add(name);
    for (const next of Object.keys(dependencies)) await visit(next);
  };
  const own = JSON.parse(await readFile(join(web, 'package.json'), 'utf8'));
  for (const name of Object.keys(own.dependencies)) await visit(name);
  return [...found].sort();
}

async function licenseOf(name) {
  const folder = join(web, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file ? await readFile(join(folder, file), 'utf8') : `Licence: ${license}\n`;
  return `${name} ${version}\n\n${text}`;
}

await clean();
await crowd();
await portal();
await consolePages();
await preview();
await licenses();
await manifest();
for (const { file, size, gzip, brotli } of await compressAll(dist)) {
  console.log(`${file.padEnd(44)} ${size} bytes, gzip ${gzip}, brotli ${brotli}`);
}
