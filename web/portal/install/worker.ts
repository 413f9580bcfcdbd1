// The portal's service worker. It keeps the portal's own page with its files, so
// that a portal that is opened while the server cannot be reached says so, and tells of
// answers that wait in the browser. Everything else always comes from the network.
// Clicks on notifications come to it as well.
import { cacheOf, namesAll, outdated, page, turnedTo, wayOf } from './rules.ts';

/** build is put here when the portal is built: what tells this build from others, and its files. */
declare const build: { version: string; assets: string[] };

/** Lasting is an event that lasts until some work is done. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

/** Installing is told which requests shall not wake the worker at all, by browsers that know such routes. */
interface Installing extends Lasting {
  addRoutes?(route: { condition: { urlPattern: string }; source: 'network' }): Promise<void>;
}

interface Fetching extends Event {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Clicked extends Lasting {
  notification: { close(): void };
}

/** Seen is an open window. */
interface Seen {
  url: string;
  focus(): Promise<unknown>;
}

/** Scope is the part of a service worker's global scope that is used here. */
interface Scope {
  addEventListener(type: 'install', listener: (event: Installing) => void): void;
  addEventListener(type: 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: Clicked) => void): void;
  skipWaiting(): Promise<void>;
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<Seen[]>;
    openWindow(path: string): Promise<unknown>;
  };
}

const scope = self as unknown as Scope;
const { version, assets } = build;

scope.addEventListener('install', (event) => {
  event.addRoutes?.({ condition: { urlPattern: '/api/*' }, source: 'network' }).catch(console.warn);
  event.waitUntil(fill());
});

scope.addEventListener('activate', (event) => event.waitUntil(takeOver()));

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const way = wayOf(request, location.origin, assets);
  if (way === 'kept first') event.respondWith(keptOrFetched(request));
  if (way === 'network first') event.respondWith(fetch(request).catch(() => kept(page)));
});

// What is notified of is new tasks, told by the list (jobs/notifier.ts).
scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(turn());
});

// While servers are replaced one after the other, the page may come from another build
// than this worker. It is given up then, and the browser tries again at a later visit.
async function fill(): Promise<void> {
  const cache = await caches.open(cacheOf(version));
  await cache.addAll([page, ...assets]);
  const html = await (await kept(page)).text();
  if (!namesAll(html, assets)) throw new Error('The page is of another build than its service worker.');
  await scope.skipWaiting();
}

async function takeOver(): Promise<void> {
  await Promise.all(outdated(await caches.keys(), version).map((name) => caches.delete(name)));
  await scope.clients.claim();
}

async function turn(): Promise<void> {
  const windows = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await (turnedTo(windows)?.focus() ?? scope.clients.openWindow(page));
}

// Files are stored as they came, compressed one way or another, which is all the same here.
async function find(what: RequestInfo): Promise<Response | undefined> {
  const cache = await caches.open(cacheOf(version));
  return cache.match(what, { ignoreVary: true });
}

async function kept(what: RequestInfo): Promise<Response> {
  return (await find(what)) ?? Response.error();
}

async function keptOrFetched(request: Request): Promise<Response> {
  return (await find(request)) ?? fetch(request);
}
