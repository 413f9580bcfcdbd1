// The crowd bundle is one classic script, and chunks beside it that a page
// fetches when it needs them: every folder of web/crowd that has a chunk.ts. A
// chunk does not repeat the modules of the first script: it is a module whose
// default export is a function that takes a way to them and gives the chunk's
// exports. The first script knows its chunks by their hashed names and finds
// them beside itself.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * buildCrowd builds the first script and its chunks into a folder. packages names,
 * beside that script, the folders with packages' files that are fetched as they are.
 */
export async function buildCrowd({ common, root, target, outDir, packages }) {
  const library = (plugin) => ({
    ...common,
    root,
    plugins: [plugin],
    build: {
      target,
      write: false,
      lib: { entry: 'index.ts', formats: ['iife'], name: 'foureyesCrowd' },
    },
  });
  const first = new Set();
  await build(library(listModules(root, first)));
  const shared = new Map();
  const chunks = new Map();
  for (const name of await chunkNames(root)) {
    const code = await buildChunk({ common, root, target, name, first, shared });
    chunks.set(name, `crowd-${name}-${hash(code)}.js`);
    await save(outDir, chunks.get(name), code);
  }
  const code = codeOf(await build(library(sourceOf(root, finder(chunks, shared, packages)))));
  await save(outDir, `crowd-html-elements-${hash(code)}.js`, code);
}

async function chunkNames(root) {
  const folders = (await readdir(root)).sort();
  return folders.filter((name) => existsSync(join(root, name, 'chunk.ts')));
}

/** sourceOf is a plugin that puts a module in the place of chunks/source.ts. */
function sourceOf(root, content) {
  const place = join(root, 'chunks/source.ts');
  return {
    name: 'chunk-source',
    enforce: 'pre',
    load: (id) => (id === place ? { code: content, moduleType: 'js' } : null),
  };
}

/** listModules is a plugin that collects the modules of the first script. */
function listModules(root, first) {
  const plugin = sourceOf(root, 'export const chunks = {}; export const packages = {};');
  return {
    ...plugin,
    moduleParsed: ({ id }) => {
      if (!id.startsWith('\0')) first.add(id);
    },
  };
}

async function buildChunk({ common, root, target, name, first, shared }) {
  const result = await build({
    ...common,
    root,
    plugins: [leaveOut(first, shared)],
    // Packages ask for it where they run outside browsers.
    define: { 'import.meta.url': '""' },
    build: {
      target,
      write: false,
      lib: { entry: join(name, 'chunk.ts'), formats: ['cjs'] },
      rollupOptions: { output: { codeSplitting: false } },
    },
  });
  return `export default function(require){const exports={},module={exports};${codeOf(result).trim()}\nreturn module.exports}\n`;
}

/** leaveOut is a plugin that makes imports of the first script's modules calls of require. */
function leaveOut(first, shared) {
  return {
    name: 'shared-modules',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (!found || !first.has(found.id)) return found;
      if (!shared.has(found.id)) shared.set(found.id, `m${shared.size}`);
      return { id: shared.get(found.id), external: true };
    },
  };
}

/** finder is the module that fetches built chunks, whichever page the script stands in. */
function finder(chunks, shared, packages) {
  const ids = [...shared];
  const imports = ids.map(([path, id]) => `import * as ${id} from ${JSON.stringify(path)};`).join('\n');
  const loads = [...chunks].map(
    ([name, file]) => `${JSON.stringify(name)}: (attempt) => get(${JSON.stringify(file)}, attempt)`,
  );
  const folders = Object.entries(packages).map(
    ([name, folder]) => `${JSON.stringify(name)}: new URL(${JSON.stringify(`${folder}/`)}, base).href`,
  );
  // currentScript is the script itself only while it runs for the first time. A
  // browser may remember that an address failed, so another attempt gets another.
  return `${imports}
const shared = { ${ids.map(([, id]) => id).join(', ')} };
const base = document.currentScript?.src || new URL('/assets/', document.baseURI).href;
async function get(file, attempt) {
  const url = new URL(file, base);
  if (attempt > 0) url.search = String(attempt);
  const { default: make } = await import(/* @vite-ignore */ url.href);
  return make((id) => shared[id]);
}
export const chunks = { ${loads.join(', ')} };
export const packages = { ${folders.join(', ')} };
`;
}

function codeOf(result) {
  const outputs = [result].flat().flatMap(({ output }) => output);
  if (outputs.length !== 1) throw new Error(`one file expected, not ${outputs.map((o) => o.fileName)}`);
  return outputs[0].code;
}

function hash(code) {
  return createHash('sha256').update(code).digest('base64url').slice(0, 8);
}

async function save(folder, file, code) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), code);
}
