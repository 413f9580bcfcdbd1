import { type ComponentType, lazy } from 'react';
import type { PageName } from './routes.ts';

type Page = () => Promise<{ default: ComponentType }>;

// Each page is a chunk of its own, loaded when it is turned to.
const built: Partial<Record<PageName, Page>> = {
  home: () => import('./pages/home/home.tsx'),
  workflows: () => import('./pages/workflows/list.tsx'),
  workflow: () => import('./pages/workflows/summary.tsx'),
  loop: () => import('./pages/loop/loop.tsx'),
  createWorkflow: () => import('./pages/create-workflow/create.tsx'),
  workforce: () => import('./pages/workforce/list.tsx'),
  team: () => import('./pages/workforce/team.tsx'),
  people: () => import('./pages/people/list.tsx'),
  person: () => import('./pages/people/person.tsx'),
  keys: () => import('./pages/keys/list.tsx'),
  key: () => import('./pages/keys/key.tsx'),
  events: () => import('./pages/events/list.tsx'),
  templates: () => import('./pages/templates/list.tsx'),
  template: () => import('./pages/templates/template.tsx'),
  createTemplate: () => import('./pages/templates/create.tsx'),
  jobs: () => import('./pages/jobs/list.tsx'),
  quotas: () => import('./pages/quotas/list.tsx'),
  audit: () => import('./pages/audit/list.tsx'),
  startLoop: () => import('./pages/start-loop/start.tsx'),
  importLoops: () => import('./pages/import-loops/import.tsx'),
  predictions: () => import('./pages/predictions/predictions.tsx'),
  metrics: () => import('./pages/metrics/metrics.tsx'),
  sql: () => import('./pages/sql/sql.tsx'),
  directory: () => import('./pages/directory/directory.tsx'),
  table: () => import('./pages/directory/table.tsx'),
};

/** pages are those of the console by name. */
export const pages = Object.fromEntries(
  Object.entries(built).map(([name, page]) => [name, lazy(page)]),
) as Partial<Record<PageName, ComponentType>>;
