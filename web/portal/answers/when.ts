// When something happened, as the list of answers writes it.

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const hour = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

/** dayOf gives the beginning of the day of a time, where the worker is. */
export function dayOf(now: number): Date {
  const start = new Date(now);
  start.setHours(0, 0, 0, 0);
  return start;
}

/** whenText writes a time: of today the hour, else the day with it. */
export function whenText(at: string, now: number): string {
  const time = new Date(at);
  return time.getTime() >= dayOf(now).getTime() ? hour.format(time) : day.format(time);
}
