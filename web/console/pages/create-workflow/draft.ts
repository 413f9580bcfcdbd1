// What the wizard collects, the checks of each step, and the request that it becomes.
import type { SageMaker } from '../../../api/aws.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import { texts } from './texts.ts';

/** TaskType is where the data comes from. */
export type TaskType = 'custom' | 'textract' | 'rekognition';

/** Draft is the workflow as far as it was described. */
export interface Draft {
  name: string;
  bucket: string;
  prefix: string;
  role: string;
  type: TaskType;
  conditions: Conditions;
  /** json is what stands in the JSON editor, once it was used instead of the form. */
  json: string | undefined;
  template: string;
  taskTitle: string;
  taskDescription: string;
  team: string;
  count: string;
  timeLimitMinutes: string;
  availabilityDays: string;
  keywords: string;
}

/** Problems are the fields of a step that are not right yet, with a sentence each. */
export type Problems = Partial<Record<keyof Draft, string>>;

const namePattern = /^[a-z0-9](-*[a-z0-9]){0,62}$/;
const rolePattern = /^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/;

/** firstDraft has what most workflows have. */
export function firstDraft(account: string): Draft {
  return {
    name: '',
    bucket: '',
    prefix: '',
    role: `arn:aws:iam::${account}:role/foureyes`,
    type: 'custom',
    conditions: { keys: [], range: undefined, sample: undefined, expression: undefined },
    json: undefined,
    template: '',
    taskTitle: '',
    taskDescription: '',
    team: '',
    count: '1',
    timeLimitMinutes: '60',
    availabilityDays: '10',
    keywords: '',
  };
}

const positive = (text: string) => Number(text) > 0 && Number.isFinite(Number(text));

/** checks find what is missing in each step of the wizard, in order. */
export const checks: ((draft: Draft) => Problems)[] = [
  ({ name, bucket, role }) => ({
    ...(namePattern.test(name) ? {} : { name: texts.nameWrong }),
    ...(bucket ? {} : { bucket: texts.bucketMissing }),
    ...(rolePattern.test(role) ? {} : { role: texts.roleWrong }),
  }),
  ({ json }) => {
    const why = json === undefined ? undefined : wrongJson(json);
    return why === undefined ? {} : { json: texts.jsonWrong(why) };
  },
  ({ template, taskTitle, taskDescription }) => ({
    ...(template ? {} : { template: texts.templateMissing }),
    ...(taskTitle.trim() ? {} : { taskTitle: texts.missingText }),
    ...(taskDescription.trim() ? {} : { taskDescription: texts.missingText }),
  }),
  ({ team, count, timeLimitMinutes, availabilityDays }) => ({
    ...(team ? {} : { team: texts.teamMissing }),
    ...(['1', '2', '3'].includes(count.trim()) ? {} : { count: texts.countWrong }),
    ...(positive(timeLimitMinutes) ? {} : { timeLimitMinutes: texts.numberWrong }),
    ...(positive(availabilityDays) ? {} : { availabilityDays: texts.numberWrong }),
  }),
];

function wrongJson(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (cause) {
    return (cause as Error).message;
  }
}

const sources = {
  textract: 'AWS/Textract/AnalyzeDocument/Forms/V1',
  rekognition: 'AWS/Rekognition/DetectModerationLabels/Image/V3',
} as const;

/** list splits at commas and drops what is empty. */
export function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

/** requestOf is the CreateFlowDefinition that a draft becomes. */
export function requestOf(draft: Draft): SageMaker.CreateFlowDefinitionRequest {
  const conditions = draft.json ?? conditionsOf(draft.conditions, draft.type);
  const keywords = list(draft.keywords);
  const prefix = draft.prefix.replace(/^\/+|\/+$/g, '');
  return {
    FlowDefinitionName: draft.name,
    RoleArn: draft.role,
    OutputConfig: { S3OutputPath: `s3://${draft.bucket}${prefix ? `/${prefix}` : ''}` },
    ...(draft.type === 'custom'
      ? {}
      : { HumanLoopRequestSource: { AwsManagedHumanLoopRequestSource: sources[draft.type] } }),
    ...(conditions.trim() === ''
      ? {}
      : {
          HumanLoopActivationConfig: {
            HumanLoopActivationConditionsConfig: { HumanLoopActivationConditions: conditions },
          },
        }),
    HumanLoopConfig: {
      WorkteamArn: draft.team,
      HumanTaskUiArn: draft.template,
      TaskTitle: draft.taskTitle.trim(),
      TaskDescription: draft.taskDescription.trim(),
      TaskCount: Number(draft.count),
      TaskTimeLimitInSeconds: Math.round(Number(draft.timeLimitMinutes) * 60),
      TaskAvailabilityLifetimeInSeconds: Math.round(Number(draft.availabilityDays) * 86_400),
      ...(keywords.length > 0 ? { TaskKeywords: keywords } : {}),
    },
    ...(draft.type === 'custom' && conditions.trim() !== ''
      ? { Tags: [{ Key: 'foureyes:conditions', Value: 'evaluate' }] }
      : {}),
  };
}
