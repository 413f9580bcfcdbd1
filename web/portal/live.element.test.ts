import { afterEach, expect, test, vi } from 'vitest';
import { Live, type Source } from './live.ts';

/** Fake is a stream whose events the test makes. */
class Fake implements Source {
  closed = false;
  readonly #heard = new Map<string, () => void>();

  addEventListener(name: string, hear: unknown): void {
    this.#heard.set(name, hear as () => void);
  }

  close(): void {
    this.closed = true;
  }

  tell(name: string): void {
    this.#heard.get(name)?.();
  }
}

/** sight makes the page seen or not. */
function sight(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function start(unseen = () => false): { live: Live; opened: Fake[]; changed: ReturnType<typeof vi.fn> } {
  vi.useFakeTimers();
  sight('visible');
  const opened: Fake[] = [];
  const changed = vi.fn();
  const live = new Live(changed, unseen, () => {
    const fake = new Fake();
    opened.push(fake);
    return fake;
  });
  return { live, opened, changed };
}

test('many hints at once are one change', () => {
  const { live, opened, changed } = start();
  for (const name of ['jobs', 'assignment', 'jobs', 'loop']) opened[0]?.tell(name);
  expect(changed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(250);
  expect(changed).toHaveBeenCalledTimes(1);
  opened[0]?.tell('reset');
  vi.advanceTimersByTime(250);
  expect(changed).toHaveBeenCalledTimes(2);
  opened[0]?.tell('loop');
  vi.advanceTimersByTime(1000);
  expect(changed).toHaveBeenCalledTimes(2);
  live.close();
});

test('a page that nobody sees holds no connection', () => {
  const { live, opened, changed } = start();
  opened[0]?.tell('jobs');
  sight('hidden');
  vi.advanceTimersByTime(1000);
  expect(opened[0]?.closed).toBe(true);
  expect(changed).not.toHaveBeenCalled();
  sight('visible');
  expect(opened.length).toBe(2);
  live.close();
  expect(opened[1]?.closed).toBe(true);
  sight('visible');
  expect(opened.length).toBe(2);
});

test('a page that nobody sees goes on when its worker wants to be told', () => {
  const { live, opened, changed } = start(() => true);
  sight('hidden');
  opened[0]?.tell('jobs');
  vi.advanceTimersByTime(250);
  expect([opened.length, opened[0]?.closed, changed.mock.calls.length]).toEqual([1, false, 1]);
  live.close();
});
