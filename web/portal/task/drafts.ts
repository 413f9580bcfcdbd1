// Saving drafts: one request at a time, always the newest, again after a failure.
import { Problem } from '../../api/problem.ts';
import type { How } from '../../api/worker.ts';
import type { Spare } from '../tab-memory.ts';
import { texts } from '../texts.ts';

/** Saving is how the newest draft stands with the server. */
export type Saving = 'none' | 'saving' | 'saved' | 'failed';

/** again is how long, in milliseconds, to wait after a failure. */
const again = 5000;

/** Save sends one draft. */
export type Save = (draft: unknown, how: How) => Promise<void>;

/** DraftKeeper saves what it is given, in order, without piling up requests. */
export class DraftKeeper {
  readonly #save: Save;
  readonly #tell: (saving: Saving) => void;
  readonly #spare: Spare;
  #waiting: { draft: unknown; how: How } | undefined;
  #running: Promise<void> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(save: Save, tell: (saving: Saving) => void, spare: Spare) {
    this.#save = save;
    this.#tell = tell;
    this.#spare = spare;
  }

  /** keep saves a draft, as quietly as nothing else is said; one that still waits is replaced. The promise resolves when nothing waits any more. */
  keep(draft: unknown, how: How = 'quiet'): Promise<void> {
    clearTimeout(this.#retry);
    this.#stopped = false;
    this.#waiting = { draft, how };
    this.#spare.keep(draft);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** stop forgets what waits; the spare stays. */
  stop(): void {
    clearTimeout(this.#retry);
    this.#stopped = true;
    this.#waiting = undefined;
  }

  async #run(): Promise<void> {
    while (this.#waiting) {
      const { draft, how } = this.#waiting;
      this.#waiting = undefined;
      this.#tell('saving');
      try {
        await this.#save(draft, how);
        this.#spare.drop(draft);
        this.#tell('saved');
      } catch (cause) {
        this.#fail(draft, cause);
        return;
      }
    }
  }

  #fail(draft: unknown, cause: unknown): void {
    this.#tell('failed');
    // Only what can pass by itself is tried again.
    const passing = !(cause instanceof Problem) || cause.status === 0 || cause.status >= 500;
    if (!passing || this.#stopped) return;
    const newest = this.#waiting?.draft ?? draft;
    this.#waiting = undefined;
    this.#retry = setTimeout(() => void this.keep(newest), again);
  }
}

/** savingText is what the task's bar says of the newest draft. */
export function savingText(saving: Saving): string {
  return { none: '', saving: texts.draftSaving, saved: texts.draftSaved, failed: texts.draftFailed }[saving];
}
