// The console's own addresses. A2I's users know the words: human review workflows,
// worker task templates, workforces.

/** Route is a place in the console: a page, and what it is about. */
export interface Route {
  page: PageName;
  /** names are the parts of the path that name things, such as a workflow and a loop. */
  names: string[];
  query: URLSearchParams;
}

/** patterns are the pages by their paths below /console; * stands for a name. */
export const patterns = {
  home: '',
  workflows: 'workflows',
  createWorkflow: 'create-workflow',
  workflow: 'workflows/*',
  loop: 'workflows/*/loops/*',
  startLoop: 'workflows/*/start',
  importLoops: 'workflows/*/import',
  templates: 'templates',
  createTemplate: 'create-template',
  template: 'templates/*',
  workforce: 'workforce',
  team: 'workforce/teams/*',
  people: 'people',
  person: 'people/*',
  keys: 'access-keys',
  key: 'access-keys/*',
  predictions: 'predictions',
  events: 'event-targets',
  jobs: 'jobs',
  audit: 'audit',
  quotas: 'quotas',
  metrics: 'metrics',
  sql: 'sql',
  directory: 'data-directory',
  table: 'data-directory/*',
} as const;

/** PageName is one of the console's pages. */
export type PageName = keyof typeof patterns;

const root = '/console';

/** routeOf reads an address; undefined for one that no page has. */
export function routeOf(path: string, search = ''): Route | undefined {
  const parts = path.slice(root.length).split('/').filter(Boolean);
  for (const [page, pattern] of Object.entries(patterns)) {
    const names = match(pattern.split('/').filter(Boolean), parts);
    if (names) return { page: page as PageName, names, query: new URLSearchParams(search) };
  }
  return undefined;
}

function match(pattern: string[], parts: string[]): string[] | undefined {
  if (pattern.length !== parts.length) return undefined;
  const names: string[] = [];
  for (const [at, want] of pattern.entries()) {
    const part = parts[at] as string;
    if (want === '*') {
      const name = decode(part);
      if (name === undefined) return undefined;
      names.push(name);
    } else if (want !== part) return undefined;
  }
  return names;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** pathOf writes the address of a page about things with these names. */
export function pathOf(page: PageName, ...names: string[]): string {
  const left = [...names];
  const parts = patterns[page]
    .split('/')
    .map((part) => (part === '*' ? encodeURIComponent(left.shift() ?? '') : part));
  return parts[0] === '' ? root : `${root}/${parts.join('/')}`;
}
