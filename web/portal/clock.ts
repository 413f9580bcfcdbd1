// Time as the server sees it, and what is left of a task's time.

/** trusted is how far, in milliseconds, two clocks may part before the server's is followed. */
const trusted = 2000;

/**
 * offsetOf gives the milliseconds to add to this machine's clock to have the
 * server's, from one answer's Date header (whole seconds) and the times of asking
 * and receiving. Small differences are the header's own coarseness and count as none.
 */
export function offsetOf(date: string | null, sent: number, received: number): number | undefined {
  const stated = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(stated)) return undefined;
  const offset = Math.round(stated + 500 - (sent + received) / 2);
  return Math.abs(offset) <= trusted ? 0 : offset;
}

/** Clock reads the server's time. */
export class Clock {
  #offset = 0;

  /** heard learns from one answer. */
  heard(date: string | null, sent: number, received: number): void {
    this.#offset = offsetOf(date, sent, received) ?? this.#offset;
  }

  /** now is the server's time in milliseconds. */
  now(): number {
    return Date.now() + this.#offset;
  }
}

/** leftOf gives the whole seconds until a time, never below zero. */
export function leftOf(expiresAt: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1000));
}

/** warningOf gives how many seconds before the end a task of so many seconds warns: a tenth, within half and five minutes. */
export function warningOf(limit: number): number {
  return Math.min(300, Math.max(30, Math.round(limit / 10)));
}

/** clockText writes seconds as a countdown: 4:05, 1:00:00, 2 d 3:00:00. */
export function clockText(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (part: number) => String(part).padStart(2, '0');
  const rest =
    days || hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return days ? `${days} d ${rest}` : rest;
}
