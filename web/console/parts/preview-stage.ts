// Where the pages of a preview take turns: one stands there, the newest that was asked for.
import type { ToPortal } from '../../crowd/page/messages.ts';
import type { Listener, TaskFrame } from '../../portal/frame.ts';

/** Page is what a stage needs of a frame. */
export type Page = Pick<TaskFrame, 'send' | 'draft' | 'close'>;

/** Open opens a page, which from then on is heard. */
export type Open = (hear: Listener) => Page;

/** Heard is what those who look on hear of the page that stands there: "opened" is the first. */
export type Heard = Exclude<ToPortal, { type: 'ready' }> | { type: 'silent' | 'opened' };

interface Turn {
  page: Page;
  /** draft is what the page was given to begin with. */
  draft: unknown;
  started: boolean;
}

/** PreviewStage shows one page after another, and carries over what is filled in. */
export class PreviewStage {
  readonly #hear: (heard: Heard) => void;
  #now: Turn | undefined;
  #asked = 0;

  constructor(hear: (heard: Heard) => void) {
    this.#hear = hear;
  }

  /**
   * show puts a page in the place of the one that stands there. What is filled in goes
   * over to it, unless it shall begin empty. A later show overtakes this one.
   */
  async show(open: Open, begin: 'filled' | 'empty'): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    const draft = begin === 'filled' ? await this.#filled() : undefined;
    if (mine !== this.#asked) return;
    this.#now?.page.close();
    this.#hear({ type: 'opened' });
    const turn: Turn = { page: open((message) => this.#listen(turn, message)), draft, started: false };
    this.#now = turn;
  }

  /** close takes the page away; no other comes. */
  close(): void {
    this.#asked += 1;
    this.#now?.page.close();
    this.#now = undefined;
  }

  // A page that has not started has nothing but what it was given.
  async #filled(): Promise<unknown> {
    const now = this.#now;
    return now?.started ? now.page.draft() : now?.draft;
  }

  #listen(turn: Turn, message: Parameters<Listener>[0]): void {
    if (turn !== this.#now) return;
    if (message.type === 'ready') turn.page.send({ type: 'start', draft: turn.draft as never });
    else {
      if (message.type === 'started') turn.started = true;
      this.#hear(message);
    }
  }
}
