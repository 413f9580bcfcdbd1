// What pdf.js fetches while it reads documents lies beside our scripts as it came:
// its worker, character maps, fonts for documents that bring none, and decoders.
import { cp, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../node_modules/pdfjs-dist/', import.meta.url));

/** parts keep their places in the package. */
const parts = ['legacy/build/pdf.worker.min.mjs', 'cmaps', 'standard_fonts', 'wasm', 'iccs'];

/** unused is the decoder for browsers without WebAssembly, which have not our script's features either. */
const unused = 'openjpeg_nowasm_fallback.js';

/** copyPdfjs copies these files into a folder of outDir, and gives its name, which has the version in it. */
export async function copyPdfjs(outDir) {
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  const folder = `pdfjs-dist-${version}`;
  for (const part of parts) {
    await mkdir(dirname(join(outDir, folder, part)), { recursive: true });
    await cp(join(source, part), join(outDir, folder, part), {
      recursive: true,
      filter: (file) => basename(file) !== unused,
    });
  }
  return folder;
}
