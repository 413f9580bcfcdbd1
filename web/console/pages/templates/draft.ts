// A template that is being written. It is kept in the browser until it is created, so
// that a closed tab costs nothing.
import type { Place } from '../../../api/aws.ts';
import { texts } from './texts.ts';

/** Draft is a template before it is created. */
export interface Draft {
  name: string;
  content: string;
  /** input is a sample of a human loop's input: JSON as text. */
  input: string;
}

/** blank is a draft of nobody's yet. */
export const blank: Draft = {
  name: '',
  content:
    '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>\n\n<crowd-form>\n  <p>{{ task.input.question }}</p>\n  <crowd-input name="answer" label="Answer" required></crowd-input>\n</crowd-form>\n',
  input: '{\n  "question": "What do you see?"\n}\n',
};

/** Problems are what is wrong with a draft's fields, as sentences. */
export type Problems = Partial<Record<keyof Draft, string>>;

/** checked looks at what the server would refuse; the template itself is the server's to check. */
export function checked({ name, content }: Draft): Problems {
  const problems: Problems = {};
  if (name.length > 63 || !/^[a-z0-9](-*[a-z0-9])*$/.test(name)) problems.name = texts.nameProblem;
  if (content.trim() === '') problems.content = texts.emptyProblem;
  return problems;
}

/** isJson tells whether a sample can be read. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** touched tells whether somebody wrote something that a starter would replace. */
export function touched(draft: Draft, begun: Pick<Draft, 'content' | 'input'>): boolean {
  return draft.content !== begun.content || draft.input !== begun.input;
}

const keyOf = ({ account, region }: Place) => `foureyes.template-draft.${account}.${region}`;

/** readDraft gives the draft that was kept in this browser; undefined when there is none. */
export function readDraft(store: Storage, place: Place): Draft | undefined {
  try {
    const kept: Partial<Draft> | null = JSON.parse(store.getItem(keyOf(place)) ?? 'null');
    if (!kept || typeof kept.content !== 'string') return undefined;
    return { name: String(kept.name ?? ''), content: kept.content, input: String(kept.input ?? '{}') };
  } catch {
    return undefined;
  }
}

/** keepDraft keeps a draft; undefined forgets it. A browser without room loses only this comfort. */
export function keepDraft(store: Storage, place: Place, draft: Draft | undefined): void {
  try {
    if (draft) store.setItem(keyOf(place), JSON.stringify(draft));
    else store.removeItem(keyOf(place));
  } catch {
    // Private windows may refuse to keep anything.
  }
}
