// Typed calls of the operators' JSON APIs. The types come from their OpenAPI
// documents (npm run generate); times are RFC 3339 in UTC.
import type { paths as ConsolePaths } from './console.schema.d.ts';
import { Problem, problemOf } from './problem.ts';
import type { paths as SqlPaths } from './query.schema.d.ts';
import type { paths as WorkerPaths } from './schema.d.ts';

type Paths = ConsolePaths & SqlPaths & WorkerPaths;
type Method = 'get' | 'post' | 'put' | 'delete';

/** Calls are the paths that have a method. */
type Calls<M extends Method> = { [P in keyof Paths]: Paths[P][M] extends object ? P : never }[keyof Paths];

type Operation<P extends keyof Paths, M extends Method> = Paths[P][M];
type PathOf<O> = O extends { parameters: { path: infer T } } ? { path: T } : { path?: undefined };
type QueryOf<O> = O extends { parameters: { query?: infer T } } ? { query?: T } : { query?: undefined };
type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer T } } }
  ? { body: T }
  : { body?: undefined };

/** Input is what a call takes: what stands in its path, its query and its body. */
export type Input<P extends keyof Paths, M extends Method> = PathOf<Operation<P, M>> &
  QueryOf<Operation<P, M>> &
  BodyOf<Operation<P, M>>;

/** Output is what a call answers when it succeeds. */
export type Output<P extends keyof Paths, M extends Method> =
  Operation<P, M> extends { responses: infer R }
    ? {
        [S in keyof R & (200 | 201)]: R[S] extends { content: { 'application/json': infer T } } ? T : never;
      }[keyof R & (200 | 201)]
    : never;

/** ConsoleApi calls the server with the session's cookie. Methods throw Problem. */
export class ConsoleApi {
  readonly #fetch: typeof fetch;

  constructor(fetcher: typeof fetch = (...call) => fetch(...call)) {
    this.#fetch = fetcher;
  }

  /** get reads. */
  get<P extends Calls<'get'>>(path: P, input: Input<P, 'get'>): Promise<Output<P, 'get'>> {
    return this.#call('GET', path, input);
  }

  /** post makes or does something; the signal gives it up. */
  post<P extends Calls<'post'>>(
    path: P,
    input: Input<P, 'post'>,
    signal?: AbortSignal,
  ): Promise<Output<P, 'post'>> {
    return this.#call('POST', path, input, signal);
  }

  /** put sets something. */
  put<P extends Calls<'put'>>(path: P, input: Input<P, 'put'>): Promise<Output<P, 'put'>> {
    return this.#call('PUT', path, input);
  }

  /** putBytes sends bytes as they are, such as a part of a file; the signal gives it up. */
  putBytes<P extends Calls<'put'>>(
    path: P,
    input: Input<P, 'put'>,
    bytes: Blob,
    signal?: AbortSignal,
  ): Promise<Output<P, 'put'>> {
    return this.#call('PUT', path, { ...input, body: bytes }, signal);
  }

  /** delete takes something away. */
  delete<P extends Calls<'delete'>>(path: P, input: Input<P, 'delete'>): Promise<Output<P, 'delete'>> {
    return this.#call('DELETE', path, input);
  }

  async #call<T>(method: string, path: string, input: Loose, signal?: AbortSignal): Promise<T> {
    const response = await this.#reach(method, urlOf(path, input), input.body, signal);
    if (!response.ok) throw await problemOf(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  async #reach(method: string, url: string, body: unknown, signal?: AbortSignal): Promise<Response> {
    const init: RequestInit = { method, credentials: 'same-origin', headers: { Accept: 'application/json' } };
    if (signal) init.signal = signal;
    if (body !== undefined) {
      const bytes = body instanceof Blob;
      init.body = bytes ? body : JSON.stringify(body);
      const type = bytes ? 'application/octet-stream' : 'application/json';
      init.headers = { ...init.headers, 'Content-Type': type };
    }
    try {
      return await this.#fetch(url, init);
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new Problem(0, '');
    }
  }
}

interface Loose {
  path?: object | undefined;
  query?: object | undefined;
  body?: unknown;
}

/** urlOf fills in a path's names and adds the query's members that are set; a list stands there once for each item. */
export function urlOf(path: string, { path: names = {}, query = {} }: Loose): string {
  const values = names as Record<string, unknown>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(
    set.flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)])),
  );
  return search.size === 0 ? filled : `${filled}?${search}`;
}
