import { texts } from './texts.ts';

/** Subject is what a call was about: a human loop by its name, or something else in words. */
export type Subject = { loop: string } | { loop?: undefined; text: string };

/** subjectOf reads what an entry of a workflow's activity was about. */
export function subjectOf(resource: string): Subject {
  const loop = /^arn:aws:sagemaker:[^:]+:\d+:human-loop\/(.+)$/.exec(resource)?.[1];
  if (loop !== undefined) return { loop };
  // Its own paths, of imports and exports, say no more than the action does.
  const own = /^arn:aws:sagemaker:[^:]+:\d+:flow-definition\/|^flow-definitions\//.test(resource);
  return { text: own ? texts.theWorkflow : resource };
}
