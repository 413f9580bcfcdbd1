import type { Session } from './desk.tsx';
import type { PageName } from './routes.ts';

// Pages that each role is shown. The API decides what may be done; these lists only
// keep people from doors that would not open.
const requester: PageName[] = [
  'home',
  'workflows',
  'createWorkflow',
  'workflow',
  'loop',
  'startLoop',
  'importLoops',
  'templates',
  'createTemplate',
  'template',
  'workforce',
  'team',
];
const lead: PageName[] = ['home', 'workforce', 'team'];
// These are about the server and all of its accounts: for auditors of the operators' one.
const aboutTheServer: PageName[] = ['people', 'person', 'keys', 'key', 'predictions', 'events', 'jobs'];
const hiddenFromAuditors: PageName[] = ['createWorkflow', 'createTemplate', 'startLoop', 'importLoops'];

/** mayOpen tells whether a person's roles show a page. Workers without a role see none. */
export function mayOpen(session: Session, page: PageName): boolean {
  if (session.worker.administrator) return true;
  return session.roles.some(({ role, accountId }) => {
    if (role === 'auditor') {
      const own = accountId === session.accountId || !aboutTheServer.includes(page);
      return own && !hiddenFromAuditors.includes(page);
    }
    return (role === 'requester' ? requester : lead).includes(page);
  });
}
