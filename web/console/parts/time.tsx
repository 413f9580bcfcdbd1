const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

// From the largest unit down, in seconds.
const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** dateOf reads a time as the APIs write it: seconds since 1970, or RFC 3339. */
export function dateOf(at: number | string): Date {
  return new Date(typeof at === 'number' ? at * 1000 : at);
}

/** since says how long ago a time was, roughly, such as "2 hours ago". */
export function since(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return relative.format(Math.trunc(seconds / size), unit);
}

/** Time shows a time in the reader's own zone, and on its title in UTC. */
export function Time({ at }: { at: number | string | undefined }) {
  if (at === undefined) return <>–</>;
  const date = dateOf(at);
  return (
    <time dateTime={date.toISOString()} title={`${date.toISOString()} · ${since(date, new Date())}`}>
      {absolute.format(date)}
    </time>
  );
}
