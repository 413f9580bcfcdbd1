// What the page collects before a human loop is started, and its checks.
import type { Runtime } from '../../../api/aws.ts';
import { texts } from './texts.ts';

/** Classifier is what the caller may say about an input. */
export type Classifier = NonNullable<
  Runtime.StartHumanLoopRequest['DataAttributes']
>['ContentClassifiers'][number];

/** Draft is the human loop as far as it was described. */
export interface Draft {
  name: string;
  input: string;
  classifiers: Classifier[];
}

/** longest is how many bytes an input may have (A2I Runtime API, InputContent). */
const longest = 3 << 20;

const namePattern = /^[a-z0-9](-*[a-z0-9])*$/;

/** suggestedName is a name for a loop of a workflow that is hardly in use: the workflow's, and letters that seed gives, 0 to 1. */
export function suggestedName(flow: string, seed: number): string {
  const letters = Math.floor(seed * 36 ** 8)
    .toString(36)
    .padStart(8, '0');
  return `${flow.slice(0, 54).replace(/-+$/, '')}-${letters}`;
}

/** checked finds what is not right yet, with a sentence each. */
export function checked({ name, input }: Draft): { name?: string; input?: string } {
  const why = inputProblem(input);
  return {
    ...(name.length <= 63 && namePattern.test(name) ? {} : { name: texts.nameWrong }),
    ...(why === undefined ? {} : { input: why }),
  };
}

function inputProblem(input: string): string | undefined {
  if (input.trim() === '') return texts.inputMissing;
  const bytes = new TextEncoder().encode(input).length;
  if (bytes > longest) return texts.tooLong(bytes);
  try {
    JSON.parse(input);
    return undefined;
  } catch (cause) {
    return texts.inputWrong((cause as Error).message);
  }
}

/** laidOut indents JSON; a text that is none stays as it is. */
export function laidOut(input: string): string {
  try {
    return JSON.stringify(JSON.parse(input), null, 2);
  } catch {
    return input;
  }
}

/** requestOf is the StartHumanLoop that a draft becomes. */
export function requestOf(
  flowArn: string,
  { name, input, classifiers }: Draft,
): Runtime.StartHumanLoopRequest {
  return {
    HumanLoopName: name,
    FlowDefinitionArn: flowArn,
    HumanLoopInput: { InputContent: input },
    ...(classifiers.length > 0 ? { DataAttributes: { ContentClassifiers: classifiers } } : {}),
  };
}
