// Compressed twins of built files, made once here rather than at every request.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** text is what gets smaller, which images and packed data do not. */
const text = /\.(js|mjs|css|html|svg|json|txt|webmanifest|wasm|ttf)$/;

/** compressAll writes .gz and .br beside each text file below a folder, and gives the sizes in bytes. */
export async function compressAll(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && text.test(entry.name) && entry.name !== 'placeholder.txt',
  );
  const sizes = [];
  for (const entry of files) sizes.push(await compress(folder, join(entry.parentPath, entry.name)));
  return sizes.sort((a, b) => a.file.localeCompare(b.file));
}

async function compress(folder, path) {
  const content = await readFile(path);
  const gzip = gzipSync(content, { level: 9 });
  const brotli = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  await writeFile(`${path}.gz`, gzip);
  await writeFile(`${path}.br`, brotli);
  return { file: relative(folder, path), size: content.length, gzip: gzip.length, brotli: brotli.length };
}
