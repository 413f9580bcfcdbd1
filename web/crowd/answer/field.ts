// What a form asks of every element that takes part in an answer.
import type { Json } from '../json.ts';
import type { Entry } from './answer.ts';

/** Field is a crowd element that gives a part of the answer. */
export interface Field extends HTMLElement {
  /** name is the key in the answer; without one the element gives none. */
  name: string;
  /** disabled keeps the element out of the answer. */
  disabled: boolean;
  /** off tells the same of elements that can be disabled by what they stand in, too. */
  readonly off?: boolean;
  /** entries gives the element's part of the answer as it stands. */
  entries(): Entry[];
  /** validate tells whether the answer may be sent, and shows why not. */
  validate(): boolean;
  /** settle resolves when entries are at hand; without it, or where it gives nothing, they always are. */
  settle?(): Promise<void> | undefined;
  /** reset goes back to what the page wrote. */
  reset(): void;
  /** saveState gives what a draft keeps, or undefined while nothing was changed. */
  saveState(): Json | undefined;
  /** restoreState takes back what saveState gave. */
  restoreState(state: Json): void;
}

/** isField tells whether an element is one of ours that answers. */
export function isField(element: Element): element is Field {
  return 'entries' in element && 'saveState' in element && 'restoreState' in element;
}

/** ValueElement is a custom element of the template's own that a form collects. */
export interface ValueElement extends HTMLElement {
  value: unknown;
  validate?: () => boolean;
}

/**
 * isValueElement tells whether a template's own element is collected: one with
 * the tag object-value-input, or any that is associated with forms.
 */
export function isValueElement(element: Element): element is ValueElement {
  const tag = element.localName;
  if (!tag.includes('-') || tag.startsWith('crowd-') || !('value' in element)) return false;
  const maker = element.constructor as { formAssociated?: boolean };
  return tag === 'object-value-input' || maker.formAssociated === true;
}
