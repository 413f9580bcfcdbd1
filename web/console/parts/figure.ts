/** Figure is what a chart shows. */
export interface Figure {
  title: string;
  /** description says in a sentence what is to be seen, for those who cannot. */
  description: string;
  /** x are moments in seconds since 1970, numbers, or names. */
  x: { label: string; kind: 'time' | 'number' | 'name'; values: (number | string)[] };
  series: { label: string; values: (number | null)[]; dashed?: boolean }[];
  /** beside are numbers that only the table has. */
  beside?: { label: string; values: (number | null)[] }[];
  kind: 'line' | 'bars';
}

const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const numbers = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 6 });

/** format writes a number or a moment for people; a dash where there is none. */
export function format(value: number | null, kind: Figure['x']['kind']): string {
  if (value === null) return '–';
  return kind === 'time' ? moments.format(new Date(value * 1000)) : numbers.format(value);
}

/** inOrder sorts the points of a figure from left to right; names stay as they are. */
export function inOrder(figure: Figure): Figure {
  if (figure.x.kind === 'name') return figure;
  const values = figure.x.values as number[];
  const order = values.map((_, at) => at).sort((a, b) => (values[a] as number) - (values[b] as number));
  const sorted = <T extends { values: (number | null)[] }>(one: T): T => ({
    ...one,
    values: order.map((at) => one.values[at] ?? null),
  });
  return {
    ...figure,
    x: { ...figure.x, values: order.map((at) => values[at] as number) },
    series: figure.series.map(sorted),
    ...(figure.beside ? { beside: figure.beside.map(sorted) } : {}),
  };
}
