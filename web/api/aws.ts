// AWS's operations as the console calls them: the doors that programs use, opened by
// the session's cookie (docs/api.md, "People at AWS's doors").

import type { Runtime, SageMaker } from './aws.gen.d.ts';
import { Problem } from './problem.ts';

export type { Runtime, SageMaker };

/** Place is where resources live: an account of 12 digits and a region. */
export interface Place {
  account: string;
  region: string;
}

type Fetcher = typeof fetch;

/** Refusal is AWS's own error: its code, such as ResourceNotFound, and its sentence. */
export class Refusal extends Problem {
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(status, message);
    this.code = code;
  }
}

/** Aws calls operations in one place. Methods throw Problem or Refusal. */
export class Aws {
  readonly place: Place;
  readonly #fetch: Fetcher;

  constructor(place: Place, fetcher: Fetcher = (...call) => fetch(...call)) {
    this.place = place;
    this.#fetch = fetcher;
  }

  /** sagemaker calls an operation of the SageMaker API. */
  sagemaker<O extends keyof SageMaker.Operations>(
    operation: O,
    input: SageMaker.Operations[O]['input'],
  ): Promise<SageMaker.Operations[O]['output']> {
    return this.#call('POST', '/', input, { 'X-Amz-Target': `SageMaker.${operation}` });
  }

  /** start starts a human loop. */
  start(input: Runtime.StartHumanLoopRequest): Promise<Runtime.StartHumanLoopResponse> {
    return this.#call('POST', '/human-loops', input);
  }

  /** loops lists human loops of a flow definition. */
  loops(input: Runtime.ListHumanLoopsRequest): Promise<Runtime.ListHumanLoopsResponse> {
    return this.#call('GET', `/human-loops?${query(input)}`);
  }

  /** loop describes one human loop. */
  loop(name: string): Promise<Runtime.DescribeHumanLoopResponse> {
    return this.#call('GET', `/human-loops/${encodeURIComponent(name)}`);
  }

  /** stop ends a human loop that is in progress. */
  stop(name: string): Promise<void> {
    return this.#call('POST', '/human-loops/stop', { HumanLoopName: name });
  }

  /** remove deletes a human loop that is over. */
  remove(name: string): Promise<void> {
    return this.#call('DELETE', `/human-loops/${encodeURIComponent(name)}`);
  }

  async #call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const init: RequestInit = { method, credentials: 'same-origin', headers };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = {
        ...headers,
        'Content-Type': headers['X-Amz-Target'] ? 'application/x-amz-json-1.1' : 'application/json',
      };
    }
    const response = await this.#reach(path, init);
    const text = await response.text();
    const answer = text === '' ? {} : JSON.parse(text);
    if (!response.ok) throw refusalOf(response, answer);
    return answer as T;
  }

  async #reach(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(`/api/v1/aws/${this.place.account}/${this.place.region}${path}`, init);
    } catch {
      throw new Problem(0, '');
    }
  }
}

function refusalOf(
  response: Response,
  answer: { __type?: string; message?: string; Message?: string },
): Refusal {
  const code =
    answer.__type ?? response.headers.get('X-Amzn-ErrorType')?.split(':')[0] ?? `HTTP ${response.status}`;
  return new Refusal(response.status, code, answer.message ?? answer.Message ?? code);
}

/** query writes the members that are set as the runtime's query does. */
function query(input: object): string {
  const set = Object.entries(input).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
}
