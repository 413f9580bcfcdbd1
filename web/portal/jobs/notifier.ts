// Telling a worker who looks elsewhere that there is new work, where they want it and
// the browser lets us. Nothing is asked of anybody who has not asked for it.
import { registered } from '../install/register.ts';
import { texts } from '../texts.ts';

/** keptAs is the name under which the browser keeps that a worker wants to be told. */
const keptAs = 'foureyes-notify';

/**
 * Notifier shows the browser's notifications of new work: those of the service worker,
 * which outlive the page, and the page's own in a browser that has no worker of ours.
 */
export class Notifier {
  #shown: Notification | undefined;
  readonly #byPage = 'Notification' in window && (Notification.permission === 'granted' || canConstruct());

  /** offered tells whether this browser can notify at all: not without TLS. */
  readonly offered = 'Notification' in window && (this.#byPage || 'serviceWorker' in navigator);

  /** wanted tells whether the worker has asked to be told, and the browser allows it. */
  get wanted(): boolean {
    return this.offered && Notification.permission === 'granted' && kept();
  }

  /** choose turns it on or off for this browser, and asks for the permission; false when the browser refuses. */
  async choose(on: boolean): Promise<boolean> {
    const allowed = !on || ((await Notification.requestPermission()) === 'granted' && (await this.#able()));
    keep(on && allowed);
    return allowed;
  }

  async #able(): Promise<boolean> {
    return this.#byPage || (await registered()) !== undefined;
  }

  /** tell says how many tasks are new, in the place of what was said before. */
  async tell(count: number): Promise<void> {
    try {
      await this.#show(texts.newTasks(count), { tag: keptAs, body: texts.newTasksLead });
      // The worker may have come back while the browser was at it.
      if (document.visibilityState === 'visible') await this.seen();
    } catch (cause) {
      console.warn('The browser did not notify.', cause);
    }
  }

  async #show(title: string, options: NotificationOptions): Promise<void> {
    const registration = await registered();
    if (registration?.active) {
      await registration.showNotification(title, options);
      return;
    }
    const shown = new Notification(title, options);
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
    this.#shown = shown;
  }

  /** seen takes back what was told: the worker looks at the list. */
  async seen(): Promise<void> {
    this.#shown?.close();
    this.#shown = undefined;
    if (!this.wanted) return;
    const told = (await (await registered())?.getNotifications({ tag: keptAs })) ?? [];
    for (const notification of told) notification.close();
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
