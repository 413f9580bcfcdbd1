// Telling a worker who looks elsewhere that there is new work, where they want it and
// the browser lets us. Nothing is asked of anybody who has not asked for it.
import { texts } from '../texts.ts';

/** keptAs is the name under which the browser keeps that a worker wants to be told. */
const keptAs = 'foureyes-notify';

/** Notifier shows the browser's notifications of new work. */
export class Notifier {
  #shown: Notification | undefined;

  /** offered tells whether this browser can notify at all: not without TLS, and not by a page alone on some phones. */
  readonly offered = 'Notification' in window && (Notification.permission === 'granted' || canConstruct());

  /** wanted tells whether the worker has asked to be told, and the browser allows it. */
  get wanted(): boolean {
    return this.offered && Notification.permission === 'granted' && kept();
  }

  /** choose turns it on or off for this browser, and asks for the permission; false when the browser refuses. */
  async choose(on: boolean): Promise<boolean> {
    const allowed = !on || (await Notification.requestPermission()) === 'granted';
    keep(on && allowed);
    return allowed;
  }

  /** tell says how many tasks are new, in the place of what was said before. */
  tell(count: number): void {
    const shown = new Notification(texts.newTasks(count), { tag: keptAs, body: texts.newTasksLead });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
    this.#shown = shown;
  }

  /** seen takes back what was told: the worker looks at the list. */
  seen(): void {
    this.#shown?.close();
    this.#shown = undefined;
  }
}

// Without the permission nothing is shown, and where only service workers may notify
// it throws.
function canConstruct(): boolean {
  try {
    new Notification('');
    return true;
  } catch {
    return false;
  }
}

function kept(): boolean {
  try {
    return localStorage.getItem(keptAs) === 'on';
  } catch {
    return false;
  }
}

function keep(on: boolean): void {
  try {
    if (on) localStorage.setItem(keptAs, 'on');
    else localStorage.removeItem(keptAs);
  } catch (cause) {
    console.warn('The browser keeps no settings.', cause);
  }
}
