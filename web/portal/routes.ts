// The portal's own addresses.

/** Route is a place in the portal. */
export type Route =
  | { view: 'jobs' }
  | { view: 'account' }
  | { view: 'job'; id: string }
  | { view: 'task'; id: string }
  | { view: 'answers' }
  | { view: 'answer'; id: string };

/** folders are where the views that show one thing have their addresses. */
const folders = { job: 'jobs', task: 'tasks', answer: 'answers' } as const;

/** routeOf reads a path; an unknown one is the job list. */
export function routeOf(path: string): Route {
  if (/^\/portal\/account\/?$/.test(path)) return { view: 'account' };
  if (/^\/portal\/answers\/?$/.test(path)) return { view: 'answers' };
  const [, folder, id] = /^\/portal\/([a-z]+)\/([^/]+)\/?$/.exec(path) ?? [];
  const plain = id === undefined ? undefined : decode(id);
  const view = (Object.keys(folders) as (keyof typeof folders)[]).find((name) => folders[name] === folder);
  return view === undefined || plain === undefined ? { view: 'jobs' } : { view, id: plain };
}

/** pathOf writes a route. */
export function pathOf(route: Route): string {
  if (route.view === 'jobs') return '/portal';
  if (route.view === 'account') return '/portal/account';
  if (route.view === 'answers') return '/portal/answers';
  return `/portal/${folders[route.view]}/${encodeURIComponent(route.id)}`;
}

/** returnOf reads where to go once signed in: a page of the console, or undefined. */
export function returnOf(search: string): string | undefined {
  const to = new URLSearchParams(search).get('to') ?? '';
  return /^\/console(?:[/?]|$)/.test(to) ? to : undefined;
}

/** workforceOf reads which workforce's people an address is for, as account/region/name. */
export function workforceOf(search: string): string | undefined {
  return new URLSearchParams(search).get('workforce') ?? undefined;
}

/** signInTokenOf reads the token of a one-time link from an address's fragment. */
export function signInTokenOf(fragment: string): string | undefined {
  const token = /^#sign-in=(.+)$/.exec(fragment)?.[1];
  return token === undefined ? undefined : decode(token);
}

/** passwordTokenOf reads the token of a link to choose a password, after an invitation or not. */
export function passwordTokenOf(fragment: string): { token: string; invitation: boolean } | undefined {
  const [, kind, text = ''] = /^#(invitation|password)=(.+)$/.exec(fragment) ?? [];
  const token = kind === undefined ? undefined : decode(text);
  return token === undefined ? undefined : { token, invitation: kind === 'invitation' };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
