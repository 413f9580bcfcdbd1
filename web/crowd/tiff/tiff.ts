// Draws the pages of TIFF documents, which are decoded in a worker: scans are
// large, and damaged ones must not stop the page.
import type { Size } from '../../geometry/point.ts';
import { type Pages, within } from '../sheets/pages.ts';
import type { Answer, Request } from './messages.ts';
import DecodeWorker from './worker.ts?worker&inline';

/** patience is how long a page may take, in milliseconds: the decoder does not always end on damaged data. */
const patience = 30_000;

/** openTiff reads the document at an address. */
export async function openTiff(src: string): Promise<Pages> {
  const response = await fetch(src);
  if (!response.ok) throw new Error(`the document was answered with ${response.status}`);
  const decoder = new Decoder();
  try {
    const answer = await decoder.ask({ open: await response.arrayBuffer() });
    return new TiffPages(decoder, answer.sizes ?? []);
  } catch (cause) {
    decoder.stop();
    throw cause;
  }
}

class TiffPages implements Pages {
  readonly #decoder: Decoder;
  readonly #sizes: readonly Size[];

  constructor(decoder: Decoder, sizes: readonly Size[]) {
    this.#decoder = decoder;
    this.#sizes = sizes;
  }

  get count(): number {
    return this.#sizes.length;
  }

  async size(page: number): Promise<Size> {
    const size = this.#sizes[page - 1];
    if (!size) throw new Error(`there is no page ${page}`);
    return size;
  }

  async draw(page: number, most: number, signal: AbortSignal): Promise<HTMLCanvasElement> {
    const size = await this.size(page);
    const part = within(size, most);
    signal.throwIfAborted();
    const { picture } = await this.#decoder.ask({
      page: page - 1,
      width: Math.max(Math.round(size.width * part), 1),
      height: Math.max(Math.round(size.height * part), 1),
    });
    if (!picture) throw new Error(`page ${page} cannot be drawn`);
    const canvas = document.createElement('canvas');
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    picture.close();
    return canvas;
  }

  close(): void {
    this.#decoder.stop();
  }
}

/** Decoder asks the worker one thing after another. */
class Decoder {
  readonly #worker = new DecodeWorker();
  #last: Promise<unknown> = Promise.resolve();
  #stopped = false;

  ask(request: Request): Promise<Answer> {
    const answer = this.#last.then(() => this.#ask(request));
    this.#last = answer.catch(() => {});
    return answer;
  }

  stop(): void {
    this.#stopped = true;
    this.#worker.terminate();
  }

  async #ask(request: Request): Promise<Answer> {
    if (this.#stopped) throw new Error('the document is closed');
    const done = new AbortController();
    const { signal } = done;
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const late = setTimeout(() => this.#giveUp(reject), patience);
        signal.addEventListener('abort', () => clearTimeout(late));
        this.#worker.addEventListener(
          'message',
          ({ data }: MessageEvent<Answer>) =>
            data.error === undefined ? resolve(data) : reject(new Error(data.error)),
          { signal },
        );
        this.#worker.addEventListener('error', (event) => reject(new Error(event.message)), { signal });
        this.#worker.postMessage(request, request.open ? [request.open] : []);
      });
    } finally {
      done.abort();
    }
  }

  #giveUp(reject: (cause: Error) => void): void {
    this.stop();
    reject(new Error('the document cannot be decoded in time'));
  }
}
