// The words that the task page and the portal say to each other, over one
// MessagePort. The page runs in an opaque origin and has no other way out.
import type { AnswerContent } from '../answer/answer.ts';
import type { Json } from '../json.ts';

/** hello is what a page posts to its parent as soon as it can be connected. */
export const hello = 'foureyes:hello';

/** connect is what the portal posts to the frame, with the port, in answer to hello or after the load event. */
export const connect = 'foureyes:connect';

/** Shortcut is one key of the page, for the portal's list of shortcuts. */
export interface Shortcut {
  keys: string;
  does: string;
}

/** KeyPress is a key that the page has no use for and the portal may have. */
export interface KeyPress {
  key: string;
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/**
 * ToPortal is what a task page says: it is blank and can be filled with a page of the
 * same policy, it is ready to start, it has started and can
 * be shown, whether the worker wants instructions beside the work, the answer, what
 * is filled in so far, a key, or that it is no task.
 */
export type ToPortal =
  | { type: 'blank'; policy: string }
  | { type: 'ready'; shortcuts: Shortcut[] }
  | { type: 'started' }
  | { type: 'instructions'; open: boolean }
  | { type: 'submit'; answerContent: AnswerContent; draft: Json }
  | { type: 'draft'; draft: Json }
  | ({ type: 'key' } & KeyPress)
  | { type: 'unavailable'; message: string };

/**
 * ToFrame is what the portal says: be this page (to a blank one), start with the saved draft and the worker's
 * choice about instructions, perhaps locked so that it is only looked at, and taking no clicks for settle
 * milliseconds, give the draft now, the answer's fate.
 */
export type ToFrame =
  | { type: 'fill'; html: string }
  | { type: 'start'; draft?: Json; instructions?: boolean; locked?: boolean; settle?: number }
  | { type: 'save' }
  | { type: 'submitted' }
  | { type: 'refused'; message: string };
