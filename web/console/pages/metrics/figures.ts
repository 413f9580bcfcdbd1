import type { ConsoleApi } from '../../../api/console.ts';
import type { Figure } from '../../parts/figure.ts';
import { completed, everyStep, type Span, since, started, waiting } from './questions.ts';
import { texts } from './texts.ts';

type Cell = string | number | null;

const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** most is how many rows a question gets. */
export const most = 100_000;

/** Ask asks the SQL tables of an account. */
export type Ask = (query: string, parameters: string[]) => Promise<Cell[][]>;

/** asking asks those of this account; a failure in the middle of the rows is a failure. */
export const asking =
  (api: ConsoleApi, account: string): Ask =>
  async (query, parameters) => {
    const answer = await api.post('/api/v1/sql', {
      query: { account },
      body: { query, parameters, rowLimit: most, values: 'json' },
    });
    if (answer.error) throw new Error(answer.error.detail);
    return answer.rows as Cell[][];
  };

/** waitingNow draws the open loops of each workflow; null when there are none. */
export async function waitingNow(ask: Ask, flow: string): Promise<Figure | null> {
  const rows = await ask(waiting, [flow]);
  if (rows.length === 0) return null;
  const open = rows.map((row) => Number(row[1]));
  const oldest = rows.map((row) => Number(row[2]));
  return {
    title: texts.waiting,
    description: texts.waitingLead(total(open), number.format(Math.max(...oldest))),
    kind: 'bars',
    x: { label: texts.workflow, kind: 'name', values: rows.map((row) => String(row[0])) },
    series: [{ label: texts.open, values: open }],
    beside: [{ label: texts.oldest, values: oldest }],
  };
}

/** throughput draws the loops that were started and completed in each hour or day. */
export async function throughput(ask: Ask, span: Span, flow: string, now: Date): Promise<Figure | null> {
  const from = since(span, now);
  const [began, done] = await Promise.all(
    [started(span.unit), completed(span.unit)].map(async (query) => countsOf(await ask(query, [from, flow]))),
  );
  if (!began?.size && !done?.size) return null;
  const step = (counts = new Map<number, number>()) =>
    everyStep(counts, span, Date.parse(`${from.replace(' ', 'T')}Z`) / 1000, now.getTime() / 1000);
  const left = step(began);
  const right = step(done);
  return {
    title: texts.throughput,
    description: texts.throughputLead(total(left.values), total(right.values)),
    kind: 'line',
    x: { label: span.unit === 'hour' ? texts.hour : texts.day, kind: 'time', values: left.at },
    series: [
      { label: texts.started, values: left.values },
      { label: texts.completed, values: right.values, dashed: true },
    ],
  };
}

/** perPart draws the mean active time of each workflow or worker. */
export async function perPart(
  ask: Ask,
  query: string,
  span: Span,
  flow: string,
  now: Date,
  title: string,
  part: string,
): Promise<Figure | null> {
  const rows = await ask(query, [since(span, now), flow]);
  if (rows.length === 0) return null;
  const answers = rows.map((row) => Number(row[1]));
  return {
    title,
    description: texts.perLead(total(answers)),
    kind: 'bars',
    x: { label: part, kind: 'name', values: rows.map((row) => String(row[0])) },
    series: [{ label: texts.seconds, values: rows.map((row) => Number(row[2])) }],
    beside: [{ label: texts.answers, values: answers }],
  };
}

function countsOf(rows: Cell[][]): Map<number, number> {
  return new Map(rows.map(([at, count]) => [Date.parse(utc(String(at))) / 1000, Number(count)]));
}

// The tables' moments are in UTC, with or without a word of it.
const utc = (text: string): string => (/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);

const total = (numbers: number[]): number => numbers.reduce((sum, n) => sum + n, 0);
