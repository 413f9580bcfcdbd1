// Activation conditions as the wizard's form knows them, and as the JSON that A2I
// takes. What the form cannot show is edited as JSON.
import { list, type TaskType } from './draft.ts';

/** KeyCondition is about one form key. */
export interface KeyCondition {
  key: string;
  /** aliases are separated by commas. */
  aliases: string;
  missing: boolean;
  /** identification and qualification are confidences below which people look; empty for neither. */
  identification: string;
  qualification: string;
}

/** Conditions are those that the form can show. */
export interface Conditions {
  keys: KeyCondition[];
  /** range is about all form keys, or all moderation labels. */
  range: { from: string; to: string } | undefined;
  /** sample is a percentage. */
  sample: string | undefined;
  /** expression is one in CEL, of a custom workflow. */
  expression: string | undefined;
}

interface Condition {
  ConditionType: string;
  ConditionParameters: Record<string, unknown>;
}

/** conditionsOf writes conditions as A2I's JSON; empty when there are none. */
export function conditionsOf(conditions: Conditions, type: TaskType): string {
  const all = type === 'custom' ? ofInput(conditions) : ofResponse(conditions, type);
  return all.length === 0 ? '' : JSON.stringify({ Conditions: all }, null, 2);
}

function ofInput({ expression, sample }: Conditions): Condition[] {
  const all: Condition[] = [];
  if (expression?.trim()) {
    all.push({ ConditionType: 'Expression', ConditionParameters: { Expression: expression.trim() } });
  }
  return [...all, ...sampling(sample)];
}

function ofResponse({ keys, range, sample }: Conditions, type: 'textract' | 'rekognition'): Condition[] {
  const all: Condition[] = type === 'textract' ? keys.flatMap(ofKey) : [];
  if (range && (range.from !== '' || range.to !== '')) {
    all.push(type === 'textract' ? anyKey(range) : anyLabel(range));
  }
  return [...all, ...sampling(sample)];
}

function ofKey({ key, aliases, missing, identification, qualification }: KeyCondition): Condition[] {
  if (!key.trim()) return [];
  const names = {
    ImportantFormKey: key.trim(),
    ...(list(aliases).length > 0 ? { ImportantFormKeyAliases: list(aliases) } : {}),
  };
  const all: Condition[] = [];
  if (missing) all.push({ ConditionType: 'MissingImportantFormKey', ConditionParameters: names });
  const limits = {
    ...(identification === '' ? {} : { KeyValueBlockConfidenceLessThan: Number(identification) }),
    ...(qualification === '' ? {} : { WordBlockConfidenceLessThan: Number(qualification) }),
  };
  if (Object.keys(limits).length > 0) {
    all.push({
      ConditionType: 'ImportantFormKeyConfidenceCheck',
      ConditionParameters: { ...names, ...limits },
    });
  }
  return all;
}

function anyKey(range: { from: string; to: string }): Condition {
  return {
    ConditionType: 'ImportantFormKeyConfidenceCheck',
    ConditionParameters: { ImportantFormKey: '*', ...bounds(range, 'KeyValueBlockConfidence') },
  };
}

function anyLabel(range: { from: string; to: string }): Condition {
  return {
    ConditionType: 'ModerationLabelConfidenceCheck',
    ConditionParameters: { ModerationLabelName: '*', ...bounds(range, 'Confidence') },
  };
}

function bounds({ from, to }: { from: string; to: string }, name: string): Record<string, number> {
  return {
    ...(from === '' ? {} : { [`${name}GreaterThanEquals`]: Number(from) }),
    ...(to === '' ? {} : { [`${name}LessThan`]: Number(to) }),
  };
}

function sampling(sample: string | undefined): Condition[] {
  if (!sample) return [];
  return [{ ConditionType: 'Sampling', ConditionParameters: { RandomSamplingPercentage: Number(sample) } }];
}

/** readConditions reads JSON back into the form; undefined when the form cannot show it. */
export function readConditions(json: string, type: TaskType): Conditions | undefined {
  const read: Conditions = { keys: [], range: undefined, sample: undefined, expression: undefined };
  if (json.trim() === '') return read;
  try {
    const { Conditions: all } = JSON.parse(json) as { Conditions: Condition[] };
    for (const condition of all) take(read, condition);
  } catch {
    return undefined;
  }
  // Whatever was not understood is missing when it is written again.
  const again = conditionsOf(read, type);
  return same(again, json) ? read : undefined;
}

function take(read: Conditions, { ConditionType: type, ConditionParameters: p }: Condition): void {
  const key = String(p.ImportantFormKey ?? '');
  const text = (value: unknown) => (value === undefined ? '' : String(value));
  if (type === 'Sampling') read.sample = text(p.RandomSamplingPercentage);
  else if (type === 'Expression') read.expression = text(p.Expression);
  else if (type === 'ModerationLabelConfidenceCheck') {
    read.range = { from: text(p.ConfidenceGreaterThanEquals), to: text(p.ConfidenceLessThan) };
  } else if (key === '*') {
    read.range = {
      from: text(p.KeyValueBlockConfidenceGreaterThanEquals),
      to: text(p.KeyValueBlockConfidenceLessThan),
    };
  } else {
    const known = read.keys.find((one) => one.key === key);
    const one = known ?? { key, aliases: '', missing: false, identification: '', qualification: '' };
    if (!known) read.keys.push(one);
    one.aliases = ((p.ImportantFormKeyAliases as string[] | undefined) ?? []).join(', ');
    if (type === 'MissingImportantFormKey') one.missing = true;
    else {
      one.identification = text(p.KeyValueBlockConfidenceLessThan);
      one.qualification = text(p.WordBlockConfidenceLessThan);
    }
  }
}

function same(a: string, b: string): boolean {
  return a !== '' && JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
}
