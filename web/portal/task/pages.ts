// The frames of task pages: the one in front, the last one for as long as it takes to
// draw the next, and a blank one behind them that the next page is written into.
// Loading and running the elements is most of what a page costs, as a sandboxed page
// has no cache; the blank page has done it while the worker was busy. Every task gets a
// frame of its own: a page never sees what another one has left.
import { type Assignment, blankPath, type Content, contentPath } from '../../api/worker.ts';
import { type Listener, TaskFrame } from '../frame.ts';
import { texts } from '../texts.ts';

/** Blank is a frame with a blank page, once it has said which policy it has. */
interface Blank {
  frame: TaskFrame;
  policy?: string;
}

/** Fetch gives the page of an assignment; undefined when there is none. */
type Fetch = (id: string) => Promise<Content | undefined>;

/** Pages are the frames of one task view. */
export class Pages {
  readonly #fetch: Fetch;
  #front: TaskFrame | undefined;
  #last: TaskFrame | undefined;
  #blank: Blank | undefined;
  #drawn = false;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** front is the frame of the task in front. */
  get front(): TaskFrame | undefined {
    return this.#front;
  }

  /** show loads an assignment's page in a place, unseen until reveal; listen hears it for as long as it is in front. */
  show(place: HTMLElement, { id, taskTitle }: Assignment, listen: Listener): void {
    this.#putBack();
    const title = texts.task(taskTitle);
    const hear: Listener = (message) => {
      if (frame === this.#front) listen(message);
    };
    const blank = this.#takeBlank();
    const frame = blank?.frame ?? new TaskFrame(contentPath(id), title, hear);
    this.#front = frame;
    if (!blank) place.append(frame.element);
    else {
      frame.turn(title, hear);
      void this.#write(blank, id);
    }
  }

  /** reveal puts the page in front into sight, fresh for so many milliseconds. */
  reveal(settle: number): void {
    this.#last?.close();
    this.#last = undefined;
    this.#drawn = true;
    this.#front?.reveal(settle);
  }

  /** prepare loads a blank page for the task after this one when the browser has nothing better to do. */
  prepare(place: HTMLElement, { id }: Assignment): void {
    whenIdle(() => {
      if (this.#blank || !place.isConnected) return;
      const frame = new TaskFrame(blankPath(id), '', (message) => {
        if (message.type === 'blank') blank.policy = message.policy;
        else this.#dropBlank();
      });
      const blank: Blank = { frame };
      this.#blank = blank;
      frame.element.classList.add('blank');
      place.append(frame.element);
    });
  }

  /** close takes all frames away. */
  close(): void {
    for (const frame of [this.#front, this.#last]) frame?.close();
    this.#dropBlank();
  }

  // A page that nobody has seen yet goes at once, and the one before stays in sight.
  #putBack(): void {
    if (!this.#drawn) this.#front?.close();
    else {
      this.#last = this.#front;
      this.#last?.retire();
    }
    this.#drawn = false;
  }

  #takeBlank(): Blank | undefined {
    const blank = this.#blank;
    if (blank?.policy === undefined) this.#dropBlank();
    this.#blank = undefined;
    return blank?.policy === undefined ? undefined : blank;
  }

  // What a page may load is decided by the policy that it was served with. Where
  // that of the blank one is another, the page is loaded in the usual way.
  async #write({ frame, policy }: Blank, id: string): Promise<void> {
    const content = await this.#fetch(id).catch(() => undefined);
    if (content && content.policy === policy) frame.fill(content.html);
    else frame.load(contentPath(id));
  }

  #dropBlank(): void {
    this.#blank?.frame.close();
    this.#blank = undefined;
  }
}

// Safari has no requestIdleCallback.
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 500);
}
