// What all views of the portal are: Lit elements that draw into the page itself,
// so that labels, focus and password managers work as on any page.
import { LitElement } from 'lit';
import { Problem } from '../api/problem.ts';
import type { Filled, WorkerApi } from '../api/worker.ts';
import type { Clock } from './clock.ts';
import type { Route } from './routes.ts';
import { texts } from './texts.ts';

/** Desk is what the portal gives to its views. */
export interface Desk {
  api: WorkerApi;
  clock: Clock;
  /** go shows another place; with "replace" the browser's back button skips the present one. */
  go(route: Route, how?: 'replace'): void;
  /** signInAgain asks a worker whose session has ended to sign in, and resolves when they have. */
  signInAgain(): Promise<void>;
  /** keepAnswer keeps an answer until the server can be reached; false when the browser gives no room. */
  keepAnswer(assignmentId: string, filled: Filled): Promise<boolean>;
  /** say tells the worker something in passing, on the screen and to screen readers. */
  say(message: string): void;
}

/** View is the base of the portal's elements. */
export abstract class View extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

/** sentenceOf gives the worker's words for what went wrong. */
export function sentenceOf(cause: unknown): string {
  if (!(cause instanceof Problem)) return texts.failed;
  return cause.status === 0 ? texts.notReached : cause.message || texts.failed;
}
