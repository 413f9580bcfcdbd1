import { expect, test } from 'vitest';
import type { Session } from './desk.tsx';
import { mayOpen } from './roles.ts';

const session = (role: 'auditor' | 'requester', accountId: string): Session => ({
  expiresAt: '',
  worker: { workerId: '', email: '', name: '', administrator: false },
  hasPassword: true,
  accountId: '000000000000',
  roles: [{ role, accountId }],
});

test('auditors of other accounts see those, and not the server', () => {
  const own = session('auditor', '000000000000');
  const other = session('auditor', '000000000042');
  for (const page of ['home', 'audit', 'metrics', 'sql', 'directory', 'quotas', 'workflow'] as const) {
    expect([page, mayOpen(own, page), mayOpen(other, page)]).toEqual([page, true, true]);
  }
  for (const page of ['people', 'keys', 'jobs', 'events', 'predictions'] as const) {
    expect([page, mayOpen(own, page), mayOpen(other, page)]).toEqual([page, true, false]);
  }
  expect(mayOpen(own, 'createWorkflow')).toBe(false);
  expect(mayOpen(session('requester', '000000000042'), 'createWorkflow')).toBe(true);
});
