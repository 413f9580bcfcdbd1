// Which crowd-form an element belongs to, and which one a page has. Some tools
// bring a form of their own, in their shadow root, where none is around them.
import { enclosing } from './enclosing.ts';

/** Holder is a tool that may have brought its own form. */
interface Holder extends HTMLElement {
  ownForm?: HTMLElement | null;
}

/** holders are the tags of the tools that bring a form where there is none. */
const holders = 'crowd-entity-annotation, crowd-text-ranking, crowd-question-answer-generation';

/** crowdFormOf gives the crowd-form that an element belongs to. */
export function crowdFormOf<T extends HTMLElement>(element: Element): T | null {
  return enclosing<T>(element, 'crowd-form') ?? ownFormOf<T>(enclosing<Holder>(element, holders));
}

/** firstCrowdForm gives the page's first crowd-form, or else the first that a tool has brought. */
export function firstCrowdForm<T extends HTMLElement>(doc: Document): T | null {
  return doc.querySelector<T>('crowd-form') ?? broughtForms<T>(doc)[0] ?? null;
}

/** broughtForms gives the forms that tools below root have brought, in the order of the document. */
export function broughtForms<T extends HTMLElement>(root: ParentNode): T[] {
  return [...root.querySelectorAll<Holder>(holders)].flatMap((holder) => ownFormOf<T>(holder) ?? []);
}

function ownFormOf<T extends HTMLElement>(holder: Holder | null): T | null {
  return (holder?.ownForm as T | null | undefined) ?? null;
}
