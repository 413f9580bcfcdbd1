// Draws the pages of PDF documents with pdf.js. All that it needs lies beside the
// library: nothing comes from elsewhere.
import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Size } from '../../geometry/point.ts';
import { packages } from '../chunks/source.ts';
import { type Pages, within } from '../sheets/pages.ts';

/** dotsPerInch is the resolution of a page's pixels, in which coordinates count. */
const dotsPerInch = 200;
/** scale makes such pixels of points, of which an inch has 72. */
const scale = dotsPerInch / 72;
/** piece is how many bytes one request of a large document asks for. */
const piece = 1 << 18;

/** openPdf opens the document at an address, and reads no more of it than its pages need. */
export async function openPdf(src: string): Promise<Pages> {
  const worker = startWorker();
  const files = packages['pdfjs-dist'] ?? '';
  const loading = getDocument({
    url: new URL(src, document.baseURI).href,
    worker: PDFWorker.create({ port: worker.port }),
    cMapUrl: `${files}cmaps/`,
    standardFontDataUrl: `${files}standard_fonts/`,
    wasmUrl: `${files}wasm/`,
    iccUrl: `${files}iccs/`,
    // The worker's origin is a blob's; some policies let only the page itself ask.
    useWorkerFetch: false,
    isEvalSupported: false,
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: piece,
  });
  try {
    const doc = await Promise.race([loading.promise, worker.broken]);
    return new PdfPages(doc, worker.stop);
  } catch (cause) {
    void loading.destroy();
    worker.stop();
    throw cause;
  }
}

/**
 * starter is the worker's own script. In a page of an opaque origin Chromium starts
 * workers from blobs alone, and no module workers, so a classic one imports the
 * module. What is said to it meanwhile is kept until somebody listens.
 */
const starter = (script: string) => `const early = [];
const keep = (event) => early.push(event);
addEventListener('message', keep);
import(${JSON.stringify(script)}).then(() => {
  removeEventListener('message', keep);
  for (const { data, ports } of early) dispatchEvent(new MessageEvent('message', { data, ports }));
}, (cause) => setTimeout(() => { throw cause; }));`;

/** startWorker starts the half of pdf.js that reads documents. */
function startWorker(): { port: Worker; broken: Promise<never>; stop: () => void } {
  const script = starter(`${packages['pdfjs-dist']}legacy/build/pdf.worker.min.mjs`);
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const port = new Worker(url);
  const broken = new Promise<never>((_, reject) => {
    const tell = ({ message }: ErrorEvent) =>
      reject(new Error(`the reader of PDF documents failed: ${message}`));
    port.addEventListener('error', tell, { once: true });
  });
  // Nobody may wait for it any more when it breaks.
  broken.catch(() => {});
  const stop = () => {
    port.terminate();
    URL.revokeObjectURL(url);
  };
  return { port, broken, stop };
}

class PdfPages implements Pages {
  readonly #doc: PDFDocumentProxy;
  readonly #stop: () => void;

  constructor(doc: PDFDocumentProxy, stop: () => void) {
    this.#doc = doc;
    this.#stop = stop;
  }

  get count(): number {
    return this.#doc.numPages;
  }

  async size(page: number): Promise<Size> {
    const { width, height } = (await this.#doc.getPage(page)).getViewport({ scale });
    return { width: Math.round(width), height: Math.round(height) };
  }

  async draw(page: number, most: number, signal: AbortSignal): Promise<HTMLCanvasElement> {
    const sheet = await this.#doc.getPage(page);
    const size = await this.size(page);
    const viewport = sheet.getViewport({ scale: scale * within(size, most) });
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(Math.round(viewport.width), 1);
    canvas.height = Math.max(Math.round(viewport.height), 1);
    signal.throwIfAborted();
    const task = sheet.render({ canvas, viewport });
    const cancel = () => task.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      await task.promise;
    } finally {
      signal.removeEventListener('abort', cancel);
      sheet.cleanup();
    }
    return canvas;
  }

  close(): void {
    void this.#doc.loadingTask.destroy().finally(this.#stop);
  }
}
