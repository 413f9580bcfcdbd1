// Signing in by the token of a one-time link, which stands in the page's address.
import { Problem } from '../../api/problem.ts';
import type { Session, WorkerApi } from '../../api/worker.ts';
import { signInTokenOf } from '../routes.ts';

/**
 * spendLink signs in by the address's token, if there is one; of one that is no longer
 * good it tells spent. It throws when the server cannot be reached: the token is in its
 * place again then, for another attempt.
 */
export async function spendLink(
  api: Pick<WorkerApi, 'signIn'>,
  spent: () => void,
): Promise<Session | undefined> {
  const { href, hash, pathname } = location;
  const signInToken = signInTokenOf(hash);
  if (signInToken === undefined) return undefined;
  // At once, so that the token is in no history.
  history.replaceState(null, '', pathname);
  try {
    return await api.signIn({ signInToken });
  } catch (cause) {
    if (cause instanceof Problem && cause.status === 0) {
      history.replaceState(null, '', href);
      throw cause;
    }
    spent();
    return undefined;
  }
}
