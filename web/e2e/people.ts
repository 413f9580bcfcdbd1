// People of a server that its first administrator looks after.
import { expect } from '@playwright/test';
import type { Served } from './binary.ts';

/** asOperator calls the console's API as the first administrator. */
export async function asOperator<T>(
  served: Served,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const call = (how: string, to: string, what: unknown, token?: string) =>
    fetch(`${served.url}/api/v1${to}`, {
      method: how,
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      ...(what === undefined ? {} : { body: JSON.stringify(what) }),
    });
  const signedIn = await call('POST', '/session', { email: served.email, password: served.password });
  const { token } = (await signedIn.json()) as { token: string };
  const answer = await call(method, path, body, token);
  expect(answer.ok).toBe(true);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** Role is what somebody is beside a worker, in the operators' account unless another is named. */
export interface Role {
  role: string;
  account?: string;
}

/** Invited has the link with which somebody chooses a password, and the one that just lets them in. */
export interface Invited {
  invitationLink: string;
  signInLink: string;
}

/** invite adds somebody with roles. */
export async function invite(served: Served, email: string, ...roles: Role[]): Promise<Invited> {
  const invited = await asOperator<Invited>(served, 'POST', '/users', { email });
  if (roles.length > 0) await asOperator(served, 'PUT', `/users/${email}/roles`, { roles });
  return invited;
}
