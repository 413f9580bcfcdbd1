import type { Output } from '../../../api/console.ts';
import type { Figure } from '../../parts/figure.ts';
import { texts } from './texts.ts';

/** Advice is what the server advises. */
export type Advice = Output<'/api/v1/flow-definitions/{name}/advice', 'get'>;

/** Question is what a person has typed: percentages and paths as texts. */
export interface Question {
  risk: string;
  level: string;
  confidence: string;
  prediction: string;
  answer: string;
  field: string;
}

/** first is the question of a page that has just opened. */
export const first: Question = {
  risk: '2',
  level: '95',
  confidence: 'input.confidence',
  prediction: '',
  answer: '',
  field: '',
};

/** shareOf reads a percentage as a share; undefined when it is none above 0 and below 100. */
export function shareOf(text: string): number | undefined {
  const percent = Number(text.trim().replace(',', '.').replace(/%$/, ''));
  // Tenths of a percent are not exact in binary, and a person who types 0.1 means 0.001.
  return text.trim() !== '' && percent > 0 && percent < 100
    ? Number((percent / 100).toPrecision(12))
    : undefined;
}

/** isPath tells whether a text can be a path into an input or an answer. */
export const isPath = (text: string): boolean => /^(input|answer)([.[]|$)/.test(text.trim());

/** curveOf draws errors over what nobody reviews, in percent. */
export function curveOf({ curve, judged, wrong, risk }: Advice): Figure {
  const percent = (share: number) => share * 100;
  return {
    title: texts.curve,
    description: texts.curveLead(judged.toLocaleString(), wrong.toLocaleString()),
    kind: 'line',
    x: { label: texts.coverage, kind: 'number', values: curve.map(({ coverage }) => percent(coverage)) },
    series: [
      { label: texts.seen, values: curve.map((point) => percent(point.risk)) },
      { label: texts.bound, values: curve.map(({ upper }) => percent(upper)), dashed: true },
      { label: texts.aim, values: curve.map(() => percent(risk)), dashed: true },
    ],
  };
}
