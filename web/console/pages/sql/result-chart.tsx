import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense, useState } from 'react';
import type { Figure } from '../../parts/figure.ts';
import { Empty, Waiting } from '../../parts/states.tsx';
import { isNumber, isTime, numberOf } from './result.ts';
import type { Result } from './run.ts';
import { texts } from './texts.ts';

const Chart = lazy(() => import('../../parts/chart.tsx'));

/** most is how many points are drawn. */
const most = 5000;

/** ResultChart draws two columns of a result: one across, and one of numbers up. */
export function ResultChart({ result }: { result: Result }) {
  const up = result.columns.flatMap((column, at) => (isNumber(column.type) ? [at] : []));
  const firstUp = up.find((at) => at > 0) ?? up[0];
  const [x, setX] = useState(firstUp === 0 ? 1 : 0);
  const [y, setY] = useState(firstUp);
  const [kind, setKind] = useState<Figure['kind']>(isNamed(result, x) ? 'bars' : 'line');
  if (y === undefined || result.rows.length === 0 || !result.columns[x])
    return <Empty title={texts.chartNone} lead={texts.chartNoneLead} />;
  const option = (at: number) => ({ value: String(at), label: result.columns[at]?.name ?? '' });
  return (
    <SpaceBetween size="m">
      <SpaceBetween direction="horizontal" size="m">
        <FormField label={texts.chartX}>
          <Select
            selectedOption={option(x)}
            options={result.columns.map((_, at) => option(at))}
            onChange={({ detail }) => setX(Number(detail.selectedOption.value))}
          />
        </FormField>
        <FormField label={texts.chartY}>
          <Select
            selectedOption={option(y)}
            options={up.map(option)}
            onChange={({ detail }) => setY(Number(detail.selectedOption.value))}
          />
        </FormField>
        <FormField label={texts.chartKind}>
          <SegmentedControl
            label={texts.chartKind}
            selectedId={kind}
            onChange={({ detail }) => setKind(detail.selectedId as Figure['kind'])}
            options={[
              { id: 'line', text: texts.line },
              { id: 'bars', text: texts.bars },
            ]}
          />
        </FormField>
      </SpaceBetween>
      {result.rows.length > most && <p>{texts.chartCut(most)}</p>}
      <Suspense fallback={<Waiting />}>
        <Chart figure={figureOf(result, x, y, kind)} />
      </Suspense>
    </SpaceBetween>
  );
}

function isNamed({ columns }: Result, x: number): boolean {
  const type = columns[x]?.type ?? 'text';
  return !isNumber(type) && !isTime(type);
}

function figureOf(result: Result, x: number, y: number, kind: Figure['kind']): Figure {
  const across = result.columns[x] as Result['columns'][number];
  const upward = result.columns[y] as Result['columns'][number];
  const named = isNamed(result, x);
  const points = result.rows.slice(0, most).flatMap((row) => {
    const at = named ? (row[x] ?? texts.null) : numberOf(row[x] ?? null, across.type);
    return at === null ? [] : [{ at, value: numberOf(row[y] ?? null, upward.type) }];
  });
  return {
    title: texts.chartTitle(upward.name, across.name),
    description: texts.countOf(points.length),
    kind,
    x: {
      label: across.name,
      kind: named ? 'name' : isTime(across.type) ? 'time' : 'number',
      values: points.map(({ at }) => at),
    },
    series: [{ label: upward.name, values: points.map(({ value }) => value) }],
  };
}
