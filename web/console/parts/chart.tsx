import 'uplot/dist/uPlot.min.css';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import { texts } from '../texts.ts';
import { type Figure, format, inOrder } from './figure.ts';

// One colour for each series, apart from each other also for the colour-blind.
const light = ['#006ce0', '#a13b00', '#1b6e20', '#7b1fa2', '#5a6570'];
const dark = ['#5cb2ff', '#ffb870', '#9fdc9f', '#d8a8ff', '#a3adb8'];

const height = 280;

/** mostRows are as many as the table beside a chart shows. */
const mostRows = 200;

/**
 * Chart draws a figure, with its numbers as a table for those who would rather read
 * them. Turning to dark draws it again.
 */
export default function Chart({ figure: given }: { figure: Figure }) {
  const place = useRef<HTMLDivElement>(null);
  const [scheme, setScheme] = useState(0);
  const figure = inOrder(given);
  const key = JSON.stringify(figure);

  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const turn = () => setScheme((n) => n + 1);
    query.addEventListener('change', turn);
    return () => query.removeEventListener('change', turn);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the figure, and scheme for colours
  useEffect(() => {
    const host = place.current as HTMLDivElement;
    const plot = new uPlot(optionsOf(figure, host), dataOf(figure), host);
    const watch = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height }));
    watch.observe(host);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [key, scheme]);

  return (
    <SpaceBetween size="xs">
      <div ref={place} className="chart" role="img" aria-label={`${figure.title}. ${figure.description}`} />
      <Figures figure={figure} />
    </SpaceBetween>
  );
}

function Figures({ figure }: { figure: Figure }) {
  const columns = [...figure.series, ...(figure.beside ?? [])];
  const rows = figure.x.values.slice(0, mostRows).map((x, at) => ({
    x: typeof x === 'string' ? x : format(x, figure.x.kind),
    ys: columns.map(({ values }) => values[at] ?? null),
  }));
  return (
    <ExpandableSection headerText={texts.chartNumbers}>
      <Table
        variant="embedded"
        items={rows}
        ariaLabels={{ tableLabel: figure.title }}
        footer={figure.x.values.length > mostRows ? texts.chartFirst(mostRows) : undefined}
        columnDefinitions={[
          { id: 'x', header: figure.x.label, isRowHeader: true, cell: (row: (typeof rows)[number]) => row.x },
          ...columns.map(({ label }, at) => ({
            id: `y${at}`,
            header: label,
            cell: (row: (typeof rows)[number]) => format(row.ys[at] ?? null, 'number'),
          })),
        ]}
      />
    </ExpandableSection>
  );
}

function dataOf({ x, series }: Figure): uPlot.AlignedData {
  const across = x.values.map((value, at) => (typeof value === 'string' ? at : value));
  return [across, ...series.map(({ values }) => values)];
}

function optionsOf(figure: Figure, host: HTMLElement): uPlot.Options {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const ink = isDark ? '#c6c6cd' : '#424650';
  const colours = isDark ? dark : light;
  const axis = { stroke: ink, grid: { stroke: isDark ? '#333843' : '#ebebf0' }, ticks: { stroke: ink } };
  return {
    width: host.clientWidth,
    height,
    scales: { x: { time: figure.x.kind === 'time', ...(figure.x.kind === 'name' ? edges(figure) : {}) } },
    axes: [
      { ...axis, label: figure.x.label, ...(figure.x.kind === 'name' ? names(figure) : {}) },
      { ...axis, size: 70, label: figure.series.length === 1 ? (figure.series[0]?.label ?? '') : '' },
    ],
    series: [
      {
        label: figure.x.label,
        ...(figure.x.kind === 'name' ? { value: (_, at) => nameAt(figure, at) } : {}),
      },
      ...figure.series.map(({ label, dashed }, at) => {
        const colour = colours[at % colours.length] as string;
        return {
          label,
          stroke: colour,
          width: 2,
          spanGaps: true,
          ...(dashed ? { dash: [6, 4] } : {}),
          ...(figure.kind === 'bars'
            ? {
                fill: `${colour}99`,
                paths: uPlot.paths.bars?.({ size: [0.6, 60] }) as uPlot.Series.PathBuilder,
              }
            : {}),
        };
      }),
    ],
  };
}

// Names stand at whole numbers, with half a place of room at both ends.
function edges({ x }: Figure): uPlot.Scale {
  return { range: [-0.5, Math.max(x.values.length - 0.5, 0.5)] };
}

function names(figure: Figure): uPlot.Axis {
  return {
    splits: (plot) => {
      const every = Math.max(1, Math.ceil((figure.x.values.length * 110) / plot.width));
      return figure.x.values.map((_, at) => at).filter((at) => at % every === 0);
    },
    values: (_, splits) => splits.map((at) => nameAt(figure, at)),
  };
}

function nameAt({ x }: Figure, at: number | null): string {
  const name = at === null ? '' : String(x.values[at] ?? '');
  return name.length > 16 ? `${name.slice(0, 15)}…` : name;
}
