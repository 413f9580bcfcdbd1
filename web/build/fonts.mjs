// A plugin for Vite: fonts that a style sheet carries as data URIs become files beside it,
// so that the page can be drawn before they are there, and only those that it uses are
// fetched.
import { createHash } from 'node:crypto';

const carried = /url\((['"]?)data:font\/woff2;base64,([A-Za-z0-9+/=]+)\1\)/g;

/** fontFiles gives the files names that begin with prefix. */
export function fontFiles(prefix) {
  return {
    name: 'font-files',
    generateBundle(_, bundle) {
      let count = 0;
      for (const sheet of Object.values(bundle).filter(({ fileName }) => fileName.endsWith('.css'))) {
        sheet.source = String(sheet.source).replace(carried, (_, __, base64) => {
          const source = Buffer.from(base64, 'base64');
          const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
          const fileName = `assets/${prefix}-${count}-${hash}.woff2`;
          count += 1;
          this.emitFile({ type: 'asset', fileName, source });
          return `url(/${fileName})`;
        });
      }
    },
  };
}
