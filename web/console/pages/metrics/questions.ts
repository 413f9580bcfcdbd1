// What the metrics ask the SQL tables. $1 is the first moment that counts, and $2 the
// name of a workflow, or an empty text for all.

/** Span is how far back the metrics look. */
export interface Span {
  id: string;
  hours: number;
  /** unit is the time of one point. */
  unit: 'hour' | 'day';
}

/** spans are those to choose from. */
export const spans: Span[] = [
  { id: '24h', hours: 24, unit: 'hour' },
  { id: '7d', hours: 24 * 7, unit: 'day' },
  { id: '30d', hours: 24 * 30, unit: 'day' },
  { id: '90d', hours: 24 * 90, unit: 'day' },
];

const flow = `($2 = '' OR flow_definition_name = $2)`;

/** waiting has the open loops of each workflow, and the age of the oldest in hours. */
export const waiting = `SELECT flow_definition_name, count(*) AS open,
       extract(epoch FROM now() - min(creation_time)) / 3600 AS oldest
FROM aws.sagemaker_human_loop
WHERE human_loop_status = 'InProgress' AND deleted_at IS NULL AND ($1 = '' OR flow_definition_name = $1)
GROUP BY 1 ORDER BY 2 DESC LIMIT 100`;

/** started and completed have the loops of each hour or day. */
export const started = (
  unit: Span['unit'],
) => `SELECT date_trunc('${unit}', creation_time) AS at, count(*) AS loops
FROM aws.sagemaker_human_loop
WHERE creation_time >= cast($1 AS timestamp) AND ${flow}
GROUP BY 1 ORDER BY 1`;

export const completed = (
  unit: Span['unit'],
) => `SELECT date_trunc('${unit}', ended_at) AS at, count(*) AS loops
FROM aws.sagemaker_human_loop
WHERE human_loop_status = 'Completed' AND ended_at >= cast($1 AS timestamp) AND ${flow}
GROUP BY 1 ORDER BY 1`;

/** perFlow and perWorker have answers and the mean active time in seconds. */
export const perFlow = `SELECT flow_definition_name, count(*) AS answers, avg(time_spent_in_seconds) AS seconds
FROM foureyes.answer
WHERE submitted_at >= cast($1 AS timestamp) AND ${flow}
GROUP BY 1 ORDER BY 2 DESC LIMIT 100`;

export const perWorker = `SELECT coalesce(w.name, a.worker_id), count(*) AS answers, avg(a.time_spent_in_seconds) AS seconds
FROM foureyes.answer a LEFT JOIN foureyes.worker w ON w.worker_id = a.worker_id
WHERE a.submitted_at >= cast($1 AS timestamp) AND ($2 = '' OR a.flow_definition_name = $2)
GROUP BY a.worker_id, w.name ORDER BY 2 DESC LIMIT 100`;

/** severalAnswers has the answers to loops that more than one worker has answered. */
export const severalAnswers = `SELECT human_loop_key, worker_id, answer_content
FROM foureyes.answer
WHERE submitted_at >= cast($1 AS timestamp) AND flow_definition_name = $2
  AND human_loop_key IN (SELECT human_loop_key FROM foureyes.answer WHERE flow_definition_name = $2
                         GROUP BY human_loop_key HAVING count(*) > 1)`;

/** since writes the first moment that counts, on a whole hour or day, in UTC. */
export function since({ hours, unit }: Span, now: Date): string {
  const step = unit === 'hour' ? 3_600_000 : 86_400_000;
  const at = Math.floor((now.getTime() - hours * 3_600_000) / step) * step;
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** everyStep fills hours or days without a row with 0, up to now. Moments are seconds since 1970. */
export function everyStep(
  counts: Map<number, number>,
  { unit }: Span,
  from: number,
  now: number,
): { at: number[]; values: number[] } {
  const step = unit === 'hour' ? 3600 : 86_400;
  const at: number[] = [];
  for (let moment = from; moment <= now; moment += step) at.push(moment);
  return { at, values: at.map((moment) => counts.get(moment) ?? 0) };
}

/** valueAt reads a member of an answer, such as damage.label; undefined when it is not there. */
export function valueAt(content: unknown, path: string): string | undefined {
  let value = content;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value === undefined ? undefined : typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

/** membersOf are the paths to texts, numbers and truths in answers, the commonest first. */
export function membersOf(answers: unknown[]): string[] {
  const counts = new Map<string, number>();
  const visit = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) {
      if (path !== '') counts.set(path, (counts.get(path) ?? 0) + 1);
      return;
    }
    if (Array.isArray(value)) return;
    for (const [name, member] of Object.entries(value))
      if (!name.includes('.')) visit(member, path === '' ? name : `${path}.${name}`);
  };
  for (const answer of answers) visit(answer, '');
  return [...counts].sort((a, b) => b[1] - a[1]).map(([path]) => path);
}
