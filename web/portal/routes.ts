// The portal's own addresses.

/** Route is a place in the portal. */
export type Route = { view: 'jobs' } | { view: 'task'; id: string };

/** routeOf reads a path; an unknown one is the job list. */
export function routeOf(path: string): Route {
  const id = /^\/portal\/tasks\/([^/]+)\/?$/.exec(path)?.[1];
  const plain = id === undefined ? undefined : decode(id);
  return plain === undefined ? { view: 'jobs' } : { view: 'task', id: plain };
}

/** pathOf writes a route. */
export function pathOf(route: Route): string {
  return route.view === 'task' ? `/portal/tasks/${encodeURIComponent(route.id)}` : '/portal';
}

/** returnOf reads where to go once signed in: a page of the console, or undefined. */
export function returnOf(search: string): string | undefined {
  const to = new URLSearchParams(search).get('to') ?? '';
  return /^\/console(?:[/?]|$)/.test(to) ? to : undefined;
}

/** signInTokenOf reads the token of a one-time link from an address's fragment. */
export function signInTokenOf(fragment: string): string | undefined {
  const token = /^#sign-in=(.+)$/.exec(fragment)?.[1];
  return token === undefined ? undefined : decode(token);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
