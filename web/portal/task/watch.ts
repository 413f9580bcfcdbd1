// What the task view does beside the worker's own steps: asking now and then
// whether the task is still theirs, and warning when the page is left too early.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** every is how often, in milliseconds, it is asked while the page is in sight. */
const every = 60_000;

/** Watch calls check by time, and holds up leaving the page while unsaved gives true. */
export class Watch implements ReactiveController {
  readonly #check: () => void;
  readonly #unsaved: () => boolean;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, check: () => void, unsaved: () => boolean) {
    this.#check = check;
    this.#unsaved = unsaved;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') this.#check();
    }, every);
    window.addEventListener('beforeunload', this.#warn);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    window.removeEventListener('beforeunload', this.#warn);
  }

  #warn = (event: BeforeUnloadEvent): void => {
    if (this.#unsaved()) event.preventDefault();
  };
}
