// What the portal's service worker does with requests and caches, without touching
// either: the worker itself is worker.ts.

/** page is the portal's page, whatever the path below it. */
export const page = '/portal';

const prefix = 'foureyes-portal-';

/** cacheOf names the cache of a build. */
export const cacheOf = (version: string): string => prefix + version;

/** outdated are those caches that belong to other builds of the portal. */
export function outdated(names: string[], version: string): string[] {
  return names.filter((name) => name.startsWith(prefix) && name !== cacheOf(version));
}

/** namesAll tells whether a page loads all of a build's files, and so is of that build. */
export function namesAll(html: string, assets: string[]): boolean {
  return assets.every((asset) => html.includes(`"${asset}"`));
}

/** Asked is what the rules look at in a request. */
export interface Asked {
  method: string;
  mode: string;
  url: string;
}

/**
 * Way is who answers a request: the worker stays out of it, or it looks first among
 * what it keeps, or it asks the network and has the kept page when that fails.
 */
export type Way = 'stays out' | 'kept first' | 'network first';

/** wayOf gives a request its way; assets are the paths of this build's files on the worker's own origin. */
export function wayOf({ method, mode, url }: Asked, origin: string, assets: string[]): Way {
  const { origin: asked, pathname } = new URL(url);
  if (method !== 'GET' || asked !== origin) return 'stays out';
  if (assets.includes(pathname)) return 'kept first';
  return isPage(pathname) && mode === 'navigate' ? 'network first' : 'stays out';
}

/** turnedTo is the window that a notification leads to when it is clicked: the list of tasks before the portal's other pages. */
export function turnedTo<W extends { url: string }>(windows: W[]): W | undefined {
  const pathOf = ({ url }: W) => new URL(url).pathname;
  const ours = windows.filter((window) => isPage(pathOf(window)));
  return ours.find((window) => pathOf(window) === page) ?? ours[0];
}

const isPage = (path: string): boolean => path === page || path.startsWith(`${page}/`);
