import { describe, expect, it } from 'vitest';
import { type Conditions, conditionsOf, readConditions } from './conditions.ts';
import { checks, firstDraft, requestOf } from './draft.ts';

const full: Conditions = {
  keys: [
    { key: 'Total:', aliases: 'Sum, Amount', missing: true, identification: '80', qualification: '90' },
    { key: 'IBAN', aliases: '', missing: false, identification: '60', qualification: '' },
  ],
  range: { from: '10', to: '60' },
  sample: '5',
  expression: undefined,
};

describe('conditions as form and as JSON', () => {
  it('are kept in step', () => {
    for (const type of ['textract', 'rekognition', 'custom'] as const) {
      const conditions: Conditions =
        type === 'textract'
          ? full
          : {
              ...full,
              keys: [],
              ...(type === 'custom' ? { range: undefined, expression: 'input.a > 1' } : {}),
            };
      expect(readConditions(conditionsOf(conditions, type), type)).toEqual(conditions);
    }
  });

  it('say what A2I reads', () => {
    expect(JSON.parse(conditionsOf({ ...full, keys: [], sample: undefined }, 'rekognition'))).toEqual({
      Conditions: [
        {
          ConditionType: 'ModerationLabelConfidenceCheck',
          ConditionParameters: {
            ModerationLabelName: '*',
            ConfidenceGreaterThanEquals: 10,
            ConfidenceLessThan: 60,
          },
        },
      ],
    });
  });

  it('are empty when nothing is chosen', () => {
    const none: Conditions = { keys: [], range: undefined, sample: undefined, expression: undefined };
    expect(conditionsOf(none, 'textract')).toBe('');
    expect(readConditions('', 'textract')).toEqual(none);
  });

  it('stay JSON when the form cannot show them', () => {
    const nested =
      '{"Conditions":[{"And":[{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":1}}]}]}';
    expect(readConditions(nested, 'textract')).toBeUndefined();
    expect(readConditions('{', 'textract')).toBeUndefined();
    expect(
      readConditions(
        '{"Conditions":[{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":1},"x":1}]}',
        'textract',
      ),
    ).toBeUndefined();
  });
});

describe('a draft', () => {
  it('is checked step by step', () => {
    const draft = firstDraft('000000000000');
    expect(checks.map((check) => Object.keys(check(draft)))).toEqual([
      ['name', 'bucket'],
      [],
      ['template', 'taskTitle', 'taskDescription'],
      ['team'],
    ]);
    expect(checks[1]?.({ ...draft, json: '{' })).toHaveProperty('json');
  });

  it('becomes a request', () => {
    const request = requestOf({
      ...firstDraft('000000000000'),
      name: 'invoices',
      bucket: 'out',
      prefix: '/a/b/',
      template: 'arn:ui',
      taskTitle: ' Look ',
      taskDescription: 'Twice',
      team: 'arn:team',
      keywords: 'a, ,b',
      conditions: { keys: [], range: undefined, sample: undefined, expression: 'input.a > 1' },
    });
    expect(request.OutputConfig.S3OutputPath).toBe('s3://out/a/b');
    expect(request.HumanLoopConfig).toMatchObject({
      TaskTitle: 'Look',
      TaskKeywords: ['a', 'b'],
      TaskTimeLimitInSeconds: 3600,
    });
    expect(request.Tags).toEqual([{ Key: 'foureyes:conditions', Value: 'evaluate' }]);
    expect(request.HumanLoopRequestSource).toBeUndefined();
  });
});
