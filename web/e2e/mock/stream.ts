// Pages that arrive piece by piece, as slow networks bring them.

import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { crowdScript } from './pages.ts';

/** Stream is a server of one page in pieces, and of the bundle with its chunks. */
export class Stream {
  readonly #server = createServer((request, response) => {
    if (!this.#file(request, response)) this.#serve(request.url ?? '', response);
  });
  /** host is a page at /host, to frame the other one. */
  host = '';
  /** chunks tells whether chunks are served. */
  chunks: 'serve' | 'fail' = 'serve';
  /** documents are files below /documents/, which can be read in ranges from any origin. */
  readonly documents = new Map<string, { type: string; content: Buffer }>();
  /** ranges are the sizes of the parts of documents that were asked for. */
  readonly ranges: number[] = [];
  /** asked are the chunks that were asked for. */
  readonly asked: string[] = [];
  #pieces: string[] = [];
  #response: ServerResponse | undefined;

  /** open serves the first piece at an address; the others wait for more. Their answer to /picture never ends. */
  async open(...pieces: string[]): Promise<string> {
    this.#pieces = pieces;
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** next is another page at the same address. */
  next(...pieces: string[]): void {
    this.#pieces = pieces;
  }

  /** more sends the next piece, and ends the page after the last. */
  more(): void {
    this.#response?.write(this.#pieces.shift() ?? '');
    if (this.#pieces.length === 0) this.#response?.end();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** file answers for documents and for what lies beside the bundle, and tells whether it was asked for one. */
  #file({ url = '', headers }: IncomingMessage, response: ServerResponse): boolean {
    const path = decodeURI(url.split('?')[0] ?? '');
    const found = path.startsWith('/documents/') ? this.documents.get(path.slice(11)) : besideBundle(path);
    if (!found) return false;
    const { type, content } = found;
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    const end = to ? Math.min(Number(to), content.length - 1) : content.length - 1;
    const part = from === undefined ? content : content.subarray(Number(from), end + 1);
    response.writeHead(from === undefined ? 200 : 206, {
      'Content-Type': type,
      'Content-Length': part.length,
      'Accept-Ranges': 'bytes',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'Accept-Ranges, Content-Length, Content-Range',
      ...(from !== undefined && { 'Content-Range': `bytes ${from}-${end}/${content.length}` }),
    });
    response.end(part);
    if (path.startsWith('/documents/') && from !== undefined) this.ranges.push(part.length);
    return true;
  }

  // Another origin than the page's: a frame's origin is opaque.
  #chunk(path: string, response: ServerResponse): void {
    this.asked.push(path);
    if (this.chunks === 'fail') {
      response.writeHead(503).end();
      return;
    }
    const chunk = readFileSync(join(import.meta.dirname, '../../dist/assets', path.split('?')[0] ?? ''));
    response
      .writeHead(200, { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' })
      .end(chunk);
  }

  #serve(path: string, response: ServerResponse): void {
    if (path === '/picture') return;
    if (/^\/crowd-[\w-]+\.js$/.test(path.split('?')[0] ?? '')) {
      this.#chunk(path, response);
      return;
    }
    if (path === '/host')
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(this.host);
    else if (path === '/bundle.js') {
      const bundle = readFileSync(join(import.meta.dirname, '../../dist', crowdScript()));
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(bundle);
    } else if (path === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      this.#response = response;
      this.more();
    } else response.writeHead(404).end();
  }
}

/** besideBundle finds files of packages, such as pdf.js's fonts. */
function besideBundle(path: string): { type: string; content: Buffer } | undefined {
  const file = join(import.meta.dirname, '../../dist/assets', path);
  if (!/^\/[\w-]+-\d+\.\d+\.\d+\//.test(path) || !existsSync(file)) return undefined;
  return {
    type: path.endsWith('.mjs') ? 'text/javascript' : 'application/octet-stream',
    content: readFileSync(file),
  };
}
