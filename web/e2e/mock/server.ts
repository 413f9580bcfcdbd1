// A small worker API for what is hard to bring about with the real server:
// sessions that end in mid-task, pages that stay silent, failing requests. It
// serves the built portal with the real server's policy.

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Assignment, Job } from '../../api/worker.ts';
import { blank } from './pages.ts';

const dist = join(import.meta.dirname, '../../dist');

export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'";

/** sandbox is the policy of tasks' pages. */
export const sandbox =
  "sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads; frame-ancestors 'self'";

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

/** Call is one request of the API. */
export interface Call {
  method: string;
  path: string;
  body: unknown;
}

/** Mock is the server of one test. */
export class Mock {
  readonly calls: Call[] = [];
  readonly answers: Record<string, unknown>[] = [];
  readonly drafts = new Map<string, unknown>();
  readonly held = new Map<string, Assignment>();
  /** templates are the pages of the tasks that wait, in order. */
  templates: string[] = [];
  pages = new Map<string, string>();
  /** otherJobs are listed behind the one that has the templates. */
  otherJobs: Partial<Job>[] = [];
  /** policies are those of assignments' pages where they have another than usual. */
  policies = new Map<string, string>();
  password = 'right';
  signedIn = false;
  /** build is put behind what tells the build of the portal's worker from others. */
  build = '';
  /** limit is the time limit of accepted tasks, in seconds. */
  limit = 900;
  /** refuse gives the next calls whose "METHOD path" contains a text this status. */
  refuse: { match: string; status: number; detail: string; times: number }[] = [];
  #server: Server = createServer((request, response) => void this.#serve(request, response));
  #count = 0;

  /** start listens on a free port and gives the address. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** stop ends all connections. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** end is what becomes of a held task. */
  end(id: string, status: Assignment['status']): void {
    const assignment = this.held.get(id);
    if (assignment) assignment.status = status;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path.startsWith('/api/v1/')) await this.#api(request, response, path.slice('/api/v1'.length));
    else if (path.startsWith('/assets/')) await sendFile(response, path);
    else if (path === '/portal/manifest.webmanifest') await sendFile(response, '/portal.webmanifest');
    else if (path === '/portal/sw.js') await sendWorker(response, this.build);
    else if (path.startsWith('/portal')) await sendFile(response, '/index.html');
    else response.writeHead(404).end();
  }

  async #api(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    // Nothing ever happens here by itself, so the stream of what happens stays silent.
    if (path === '/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n');
      return;
    }
    const call = { method: request.method ?? '', path, body: text === '' ? undefined : JSON.parse(text) };
    this.calls.push(call);
    const rule = this.refuse.find(
      ({ match, times }) => times > 0 && `${call.method} ${path}`.includes(match),
    );
    if (rule) {
      rule.times--;
      problem(response, rule.status, rule.detail);
    } else if (path === '/sign-in-ways') json(response, { passwordReset: false });
    else if (path === '/session') this.#session(response, call);
    else if (!this.signedIn) problem(response, 401, 'Please sign in.');
    else this.#work(response, call);
  }

  #session(response: ServerResponse, { method, body }: Call): void {
    const { password, signInToken } = (body ?? {}) as { password?: string; signInToken?: string };
    if (method === 'DELETE') this.signedIn = false;
    if (method === 'POST') this.signedIn = password === this.password || signInToken === 'good';
    const worker = {
      workerId: '0f3a9b77c1d2e485',
      email: 'ada@example.org',
      name: 'Ada Miller',
      administrator: false,
    };
    if (method === 'DELETE') response.writeHead(204).end();
    else if (!this.signedIn) problem(response, 401, 'Not signed in.');
    else
      json(response, {
        token: 'unused',
        expiresAt: inSeconds(3600),
        worker,
        accountId: '000000000000',
        roles: [],
      });
  }

  #work(response: ServerResponse, { method, path, body }: Call): void {
    const [, id, step] = /^\/assignments\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (path === '/jobs') json(response, { jobs: this.#jobs() });
    else if (path === '/assignments') json(response, { assignments: [...this.held.values()].filter(isOpen) });
    else if (method === 'POST' && path.endsWith('/next')) this.#next(response);
    else if (id !== undefined)
      this.#assignment(response, id, method === 'GET' && !step ? 'get' : (step ?? ''), body);
    else problem(response, 404, 'No such path.');
  }

  #assignment(response: ServerResponse, id: string, step: string, body: unknown): unknown {
    const assignment = this.held.get(id);
    if (!assignment) return problem(response, 404, 'This task is not yours.');
    if (step === 'get') return json(response, { ...assignment, draft: this.drafts.get(id) });
    if (step === 'content') return sendPage(response, this.pages.get(id) ?? '', this.policies.get(id));
    if (step === 'blank') return sendPage(response, blank(sandbox));
    if (!isOpen(assignment)) return problem(response, 410, 'This task is no longer in your hands.');
    if (step === 'draft') {
      this.drafts.set(id, (body as { draft: unknown }).draft);
      return response.writeHead(204).end();
    }
    const outcomes: Record<string, Assignment['status']> = {
      submit: 'Submitted',
      release: 'Released',
      decline: 'Declined',
      pause: 'Paused',
      resume: 'Accepted',
    };
    assignment.status = outcomes[step] ?? assignment.status;
    if (step !== 'submit') return json(response, assignment);
    const { answerContent, acceptNext } = body as {
      answerContent: Record<string, unknown>;
      acceptNext?: boolean;
    };
    this.answers.push(answerContent);
    return json(response, { assignment, next: acceptNext ? this.#accept() : undefined });
  }

  #next(response: ServerResponse): void {
    const assignment = this.#accept();
    if (assignment) json(response, assignment);
    else response.writeHead(204).end();
  }

  #accept(): Assignment | undefined {
    const page = this.templates.shift();
    if (page === undefined) return undefined;
    const id = `a-${++this.#count}`;
    const assignment: Assignment = {
      id,
      status: 'Accepted',
      jobId: 'job-1',
      humanLoopName: `loop-${this.#count}`,
      flowDefinitionName: 'photo-check',
      taskTitle: 'Which product is on the photo?',
      taskDescription: 'Look at the photo and choose one category.',
      acceptedAt: inSeconds(0),
      expiresAt: inSeconds(this.limit),
    };
    this.held.set(id, assignment);
    this.pages.set(id, page);
    return assignment;
  }

  #jobs(): Job[] {
    const job: Job = {
      jobId: 'job-1',
      flowDefinitionName: 'photo-check',
      accountId: '000000000000',
      region: 'eu-west-1',
      taskTitle: 'Which product is on the photo?',
      taskDescription: 'Look at the photo and choose one category.',
      taskKeywords: ['photo', 'catalogue'],
      workteamName: 'Everyone-in-private-workforce',
      waiting: this.templates.length,
      mine: [...this.held.values()].filter(isOpen).length,
      taskTimeLimitInSeconds: this.limit,
      oldestCreationTime: inSeconds(-600),
    };
    return [job, ...this.otherJobs.map((other) => ({ ...job, ...other }))];
  }
}

const isOpen = ({ status }: Assignment) => status === 'Accepted' || status === 'Paused';

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

function json(response: ServerResponse, body: unknown): ServerResponse {
  return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function problem(response: ServerResponse, status: number, detail: string): ServerResponse {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' });
  return response.end(JSON.stringify({ type: 'about:blank', title: 'Refused', status, detail }));
}

function sendPage(response: ServerResponse, html: string, policy = sandbox): ServerResponse {
  const headers = { 'Content-Type': types['.html'], 'Content-Security-Policy': policy };
  return response.writeHead(200, headers).end(html);
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const content = await readFile(join(dist, path));
  response.writeHead(200, {
    'Content-Type': types[extname(path)] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
    'Access-Control-Allow-Origin': '*',
  });
  response.end(content);
}

async function sendWorker(response: ServerResponse, build: string): Promise<void> {
  const code = await readFile(join(dist, 'portal-worker.js'), 'utf8');
  response.writeHead(200, { 'Content-Type': types['.js'], 'Service-Worker-Allowed': '/portal' });
  response.end(code.replace(/(?<=version:.)[\w-]+/, (version) => version + build));
}
