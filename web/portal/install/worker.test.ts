import { beforeEach, expect, test, vi } from 'vitest';

const origin = 'https://reviews.example.org';
const script = '/assets/portal-3fA9bQ2x.js';
const html = `<script type="module" src="${script}"></script>`;

/** Shelves stands in for the browser's caches; what is fetched into them is what online gives. */
class Shelves {
  readonly all = new Map<string, Map<string, string>>();
  keys = async () => [...this.all.keys()];
  delete = async (name: string) => this.all.delete(name);
  open = async (name: string) => {
    const shelf = this.all.get(name) ?? new Map<string, string>();
    this.all.set(name, shelf);
    return {
      addAll: async (paths: string[]) => {
        for (const path of paths) shelf.set(path, online.get(path) ?? '');
      },
      match: async (what: string | Request) => {
        const found = shelf.get(typeof what === 'string' ? what : new URL(what.url).pathname);
        return found === undefined ? undefined : new Response(found);
      },
    };
  };
}

/** online is what the network has; nothing is there when it is empty. */
let online: Map<string, string>;
let shelves: Shelves;
let listeners: Map<string, (event: object) => void>;
const skipWaiting = vi.fn(async () => {});
const claim = vi.fn(async () => {});
const openWindow = vi.fn(async () => {});
/** windows are those that are open in the browser. */
let windows: { url: string; focus: () => Promise<void> }[];

beforeEach(async () => {
  online = new Map([
    ['/portal', html],
    [script, 'run()'],
  ]);
  shelves = new Shelves();
  listeners = new Map();
  windows = [];
  vi.clearAllMocks();
  vi.resetModules();
  vi.stubGlobal('self', {
    addEventListener: (type: string, listener: (event: object) => void) => listeners.set(type, listener),
    skipWaiting,
    clients: { claim, openWindow, matchAll: async () => windows },
  });
  vi.stubGlobal('build', { version: 'now', assets: [script] });
  vi.stubGlobal('location', { origin });
  vi.stubGlobal('caches', shelves);
  vi.stubGlobal('fetch', async (request: Request) => {
    const found = online.get(new URL(request.url).pathname);
    if (found === undefined) throw new TypeError('Failed to fetch');
    return new Response(`${found} from the network`);
  });
  await import('./worker.ts');
});

/** happen lets an event without a request happen and waits until its work is done. */
async function happen(type: string, more = {}): Promise<void> {
  let work: Promise<unknown> | undefined;
  listeners.get(type)?.({ ...more, waitUntil: (promise: Promise<unknown>) => (work = promise) });
  await work;
}

/** answerTo is the text of what the worker answers a request with, undefined where it stays out. */
async function answerTo(path: string, mode: string): Promise<string | undefined> {
  let answer: Promise<Response> | undefined;
  const request = { method: 'GET', mode, url: origin + path };
  listeners.get('fetch')?.({ request, respondWith: (response: Promise<Response>) => (answer = response) });
  const response = await answer;
  return response?.type === 'error' ? 'an error' : response?.text();
}

test('it keeps the page with its files, takes over and removes what was before', async () => {
  const addRoutes = vi.fn(async () => {});
  await shelves.open('foureyes-portal-before');
  await shelves.open('somebody-else');
  await happen('install', { addRoutes });
  expect(addRoutes).toHaveBeenCalledWith({ condition: { urlPattern: '/api/*' }, source: 'network' });
  expect([skipWaiting.mock.calls.length, claim.mock.calls.length]).toEqual([1, 0]);
  await happen('activate');
  expect(claim).toHaveBeenCalledOnce();
  expect([...shelves.all.keys()]).toEqual(['somebody-else', 'foureyes-portal-now']);
  expect([...(shelves.all.get('foureyes-portal-now')?.keys() ?? [])]).toEqual(['/portal', script]);
});

test('it does not take over with the page of another build', async () => {
  online.set('/portal', html.replace('3fA9bQ2x', 'Newer123'));
  await expect(happen('install')).rejects.toThrow('another build');
  expect(skipWaiting).not.toHaveBeenCalled();
});

test('the page is the network’s as long as there is one, files are those kept', async () => {
  await happen('install');
  expect(await answerTo('/portal', 'navigate')).toBe(`${html} from the network`);
  expect(await answerTo(script, 'cors')).toBe('run()');
  online.clear();
  expect(await answerTo('/portal/tasks/a', 'navigate')).toBe(html);
  expect(await answerTo(script, 'cors')).toBe('run()');
  expect(await answerTo('/api/v1/jobs', 'cors')).toBeUndefined();
});

test('when the browser has thrown away what was kept, files come from the network, and the page fails as usual', async () => {
  expect(await answerTo(script, 'cors')).toBe('run() from the network');
  online.clear();
  expect(await answerTo('/portal', 'navigate')).toBe('an error');
});

test('a click on a notification turns to the portal, and opens it where it was closed', async () => {
  const close = vi.fn();
  const focus = vi.fn(async () => {});
  windows = [{ url: `${origin}/portal`, focus }];
  await happen('notificationclick', { notification: { close } });
  expect([close.mock.calls.length, focus.mock.calls.length, openWindow.mock.calls.length]).toEqual([1, 1, 0]);
  windows = [];
  await happen('notificationclick', { notification: { close } });
  expect(openWindow).toHaveBeenCalledWith('/portal');
});
