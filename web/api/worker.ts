// Typed calls of the worker API, which is all that the portal uses. The types come
// from its OpenAPI document (npm run generate); times are RFC 3339 in UTC.
import { Problem, problemOf } from './problem.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

/** Worker is the person who is signed in. */
export type Worker = Schemas['Worker'];

/** Provider is where the people of a workforce sign in. */
export type Provider = Schemas['Provider'];

/** Session is a sign-in that is good until expiresAt. */
export type Session = Schemas['CurrentSession'];

/** Credentials are an e-mail address with a password and, if asked for, a code, or the token of a one-time link. */
export type Credentials = { email: string; password: string; code?: string } | { signInToken: string };

/** Job is a flow definition that the worker's teams answer; waiting is counted up to 1001. */
export type Job = Schemas['Job'];

/** Assignment is one task in this worker's hands. */
export type Assignment = Schemas['Assignment'];

/** OpenSession is a place where the worker is signed in. */
export type OpenSession = Schemas['OpenSession'];

/** Invited is who may choose a password with a link. */
export type Invited = Schemas['Invited'];

/** SecondFactor is whether signing in asks for a code too. */
export type SecondFactor = Schemas['SecondFactor'];

/** SecondFactorOffer is what an authenticator app is to take. */
export type SecondFactorOffer = Schemas['SecondFactorOffer'];

/** Status is what has become of an assignment. */
export type Status = Assignment['status'];

/** Answer is an answer that this worker has given. */
export type Answer = Schemas['Answer'];

/** WholeAnswer is an answer with its content and what was filled in. */
export type WholeAnswer = Schemas['WholeAnswer'];

/** Answers is a page of answers. */
export type Answers = Schemas['AnswersOutputBody'];

/** Done sums up answers. */
export type Done = Schemas['DoneOutputBody'];

/** Submitted is a taken answer, and the next task if one was asked for and waits. */
export type Submitted = Schemas['SubmitOutputBody'];

/** Content is a task's page, with the Content-Security-Policy under which it may be shown. */
export interface Content {
  html: string;
  policy: string;
}

/** Hooks are what the calls need of the page around them. */
export interface Hooks {
  /** signInAgain resolves when the worker has signed in after a session ended. */
  signInAgain: () => Promise<void>;
  /** heard is told of each answer's Date header and when, on this machine's clock, it was asked and came. */
  heard: (date: string | null, sent: number, received: number) => void;
}

/**
 * How says what becomes of a call whose session has ended: it asks the worker to
 * sign in again, or it is quiet and throws Problem, so as not to disturb.
 */
export type How = 'ask' | 'quiet';

/** Filled is an answer with what was filled in, by which its page can be shown again. */
export interface Filled {
  answerContent: unknown;
  draft: unknown;
}

const root = '/api/v1';

/** empty are the statuses of answers without a body. */
const empty = [202, 204];

/** WorkerApi calls the server with the session's cookie. Methods throw Problem. */
export class WorkerApi {
  readonly #hooks: Hooks;
  readonly #fetch: typeof fetch;

  constructor(hooks: Hooks, fetcher: typeof fetch = (...call) => fetch(...call)) {
    this.#hooks = hooks;
    this.#fetch = fetcher;
  }

  /** signIn starts a session, and then asks what the worker is besides. */
  async signIn(credentials: Credentials): Promise<Session> {
    await this.#once('POST', '/session', credentials);
    return this.#once('GET', '/session');
  }

  /** signInWays tells how the people of a workforce, or of the only one, may sign in. */
  signInWays(workforce?: string): Promise<Schemas['SignInWays']> {
    const query = workforce === undefined ? '' : `?workforce=${encodeURIComponent(workforce)}`;
    return this.#once('GET', `/sign-in-ways${query}`);
  }

  /** session gives the running session, or undefined when nobody is signed in. */
  async session(): Promise<Session | undefined> {
    try {
      return await this.#once<Session>('GET', '/session');
    } catch (cause) {
      if (cause instanceof Problem && cause.status === 401) return undefined;
      throw cause;
    }
  }

  /** signOut ends the session. */
  signOut(): Promise<void> {
    return this.#once('DELETE', '/session');
  }

  /** requestPasswordReset has a link mailed to whoever has an address, if anybody has. */
  requestPasswordReset(email: string): Promise<void> {
    return this.#once('POST', '/password-reset', { email });
  }

  /** invited says whom the token of a link lets choose a password; it uses nothing up. */
  invited(token: string): Promise<Invited> {
    return this.#once('POST', '/password/invited', { token });
  }

  /** choosePassword uses up a link; name is left as it was when empty. */
  choosePassword(token: string, name: string, password: string): Promise<Invited> {
    return this.#once('POST', '/password', name === '' ? { token, password } : { token, name, password });
  }

  /** changePassword signs out everywhere else; current is empty for who has no password yet. */
  changePassword(current: string, newPassword: string): Promise<void> {
    const body = current === '' ? { newPassword } : { currentPassword: current, newPassword };
    return this.#call('PUT', '/password', body);
  }

  /** secondFactor tells whether signing in asks for a code too. */
  secondFactor(): Promise<SecondFactor> {
    return this.#call('GET', '/second-factor');
  }

  /** offerSecondFactor makes a secret for an authenticator app. */
  offerSecondFactor(password: string): Promise<SecondFactorOffer> {
    return this.#call('POST', '/second-factor', { password });
  }

  /** confirmSecondFactor turns codes on, with the app's first, and gives the recovery codes. */
  async confirmSecondFactor(code: string): Promise<string[]> {
    return (await this.#call<Schemas['RecoveryCodes']>('PUT', '/second-factor', { code })).recoveryCodes;
  }

  /** renewRecoveryCodes gives new recovery codes in the place of those that are left. */
  async renewRecoveryCodes(code: string): Promise<string[]> {
    return (await this.#call<Schemas['RecoveryCodes']>('POST', '/second-factor/recovery-codes', { code }))
      .recoveryCodes;
  }

  /** turnOffSecondFactor asks for codes no more. */
  turnOffSecondFactor(code: string): Promise<void> {
    return this.#call('POST', '/second-factor/off', { code });
  }

  /** sessions lists where the worker is signed in. */
  async sessions(): Promise<OpenSession[]> {
    return (await this.#call<Schemas['SessionsOutputBody']>('GET', '/sessions')).sessions;
  }

  /** endSession signs out one place. */
  endSession(id: string): Promise<void> {
    return this.#call('DELETE', `/sessions/${encodeURIComponent(id)}`);
  }

  /** endOtherSessions signs out everywhere but here. */
  endOtherSessions(): Promise<void> {
    return this.#call('DELETE', '/sessions');
  }

  /** jobs lists what the worker may work on. */
  async jobs(): Promise<Job[]> {
    return (await this.#call<Schemas['JobsOutputBody']>('GET', '/jobs')).jobs;
  }

  /** next accepts the next task of a job, or of any; undefined when none waits. */
  next(jobId?: string): Promise<Assignment | undefined> {
    return this.#call('POST', jobId === undefined ? '/next' : `/jobs/${encodeURIComponent(jobId)}/next`);
  }

  /** held lists the assignments in this worker's hands, accepted or paused. */
  async held(): Promise<Assignment[]> {
    return (await this.#call<Schemas['AssignmentsOutputBody']>('GET', '/assignments')).assignments;
  }

  /** assignment gives one assignment with its draft. */
  assignment(id: string, how: How = 'ask'): Promise<Assignment> {
    return this.#call('GET', assignmentPath(id), undefined, how);
  }

  /** content fetches the page of an assignment, to be written into a blank one; undefined when the answer is no page. */
  async content(id: string): Promise<Content | undefined> {
    const response = await this.#reach('GET', `${assignmentPath(id)}/content`, undefined);
    if (!response.headers.get('Content-Type')?.startsWith('text/html')) return undefined;
    return { html: await response.text(), policy: response.headers.get('Content-Security-Policy') ?? '' };
  }

  /** saveDraft keeps what was filled in so far. */
  saveDraft(id: string, draft: unknown, how: How = 'ask'): Promise<void> {
    return this.#call('PUT', `${assignmentPath(id)}/draft`, { draft }, how);
  }

  /** submit hands over the answer; again with the same assignment it changes nothing. */
  submit(
    id: string,
    { answerContent, draft }: Filled,
    acceptNext: boolean,
    how: How = 'ask',
  ): Promise<Submitted> {
    const body = { answerContent, draft, ...(acceptNext ? { acceptNext } : {}) };
    return this.#call('POST', `${assignmentPath(id)}/submit`, body, how);
  }

  /** answers gives a page of the worker's own answers, the last first. */
  answers(nextToken?: string): Promise<Answers> {
    return this.#call(
      'GET',
      nextToken === undefined ? '/answers' : `/answers?nextToken=${encodeURIComponent(nextToken)}`,
    );
  }

  /** done sums up the worker's answers since a time. */
  done(since: Date): Promise<Done> {
    return this.#call('GET', `/answers/sum?since=${encodeURIComponent(since.toISOString())}`);
  }

  /** answer gives one of the worker's answers. */
  answer(id: string): Promise<WholeAnswer> {
    return this.#call('GET', answerPath(id));
  }

  /** correct puts another answer in its place. */
  correct(id: string, { answerContent, draft }: Filled): Promise<WholeAnswer> {
    return this.#call('PUT', answerPath(id), { answerContent, draft });
  }

  /** release gives a task back to the pool. */
  release(id: string): Promise<Assignment> {
    return this.#call('POST', `${assignmentPath(id)}/release`);
  }

  /** decline gives a task up for good, with a reason if there is one. */
  decline(id: string, reason: string): Promise<Assignment> {
    return this.#call('POST', `${assignmentPath(id)}/decline`, reason === '' ? {} : { reason });
  }

  /** pause stops a task, to be resumed later. */
  pause(id: string): Promise<Assignment> {
    return this.#call('POST', `${assignmentPath(id)}/pause`);
  }

  /** resume goes on with a paused task. */
  resume(id: string): Promise<Assignment> {
    return this.#call('POST', `${assignmentPath(id)}/resume`);
  }

  // A session that ended must not cost the worker anything: sign in, then the
  // same call again.
  async #call<T>(method: string, path: string, body?: unknown, how: How = 'ask'): Promise<T> {
    for (;;) {
      try {
        return await this.#once<T>(method, path, body);
      } catch (cause) {
        if (!(cause instanceof Problem) || cause.status !== 401 || how === 'quiet') throw cause;
        await this.#hooks.signInAgain();
      }
    }
  }

  async #once<T>(method: string, path: string, body?: unknown): Promise<T> {
    const sent = Date.now();
    const response = await this.#reach(method, path, body);
    this.#hooks.heard(response.headers.get('Date'), sent, Date.now());
    if (!response.ok) throw await problemOf(response);
    return (empty.includes(response.status) ? undefined : await response.json()) as T;
  }

  async #reach(method: string, path: string, body: unknown): Promise<Response> {
    const init: RequestInit = { method, credentials: 'same-origin', headers: { Accept: 'application/json' } };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { ...init.headers, 'Content-Type': 'application/json' };
    }
    try {
      return await this.#fetch(root + path, init);
    } catch {
      throw new Problem(0, '');
    }
  }
}

/** contentPath is where the page of an assignment is shown from. */
export function contentPath(id: string): string {
  return `${root}${assignmentPath(id)}/content`;
}

/** blankPath is where a blank page for the next task of an assignment's job is loaded from. */
export function blankPath(id: string): string {
  return `${root}${assignmentPath(id)}/blank`;
}

/** answerContentPath is where the page of an answer is shown from. */
export function answerContentPath(id: string): string {
  return `${root}${answerPath(id)}/content`;
}

function answerPath(id: string): string {
  return `/answers/${encodeURIComponent(id)}`;
}

function assignmentPath(id: string): string {
  return `/assignments/${encodeURIComponent(id)}`;
}
