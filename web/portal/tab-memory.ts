// What the portal keeps in its browser tab: it outlives a reload, and ends with
// the tab or at sign-out.

const prefix = 'foureyes:';

/** TabMemory keeps JSON values by name. A browser that gives no room keeps nothing, which is no error. */
export class TabMemory {
  readonly #storage: () => Storage;

  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  /** get gives what was kept, undefined when there is nothing. */
  get(name: string): unknown {
    try {
      const text = this.#storage().getItem(prefix + name);
      return text === null ? undefined : JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  /** set keeps a value. When there is no room for it, an older one of that name does not stay either. */
  set(name: string, value: unknown): void {
    this.drop(name);
    this.#try((storage) => storage.setItem(prefix + name, JSON.stringify(value)));
  }

  /** drop forgets a value. */
  drop(name: string): void {
    this.#try((storage) => storage.removeItem(prefix + name));
  }

  /** clear forgets everything of ours. */
  clear(): void {
    this.#try((storage) => {
      const names = Object.keys(storage).filter((name) => name.startsWith(prefix));
      for (const name of names) storage.removeItem(name);
    });
  }

  #try(work: (storage: Storage) => void): void {
    try {
      work(this.#storage());
    } catch (cause) {
      console.warn('The browser keeps nothing for this tab.', cause);
    }
  }
}

/** tabMemory is this tab's. */
export const tabMemory = new TabMemory(() => sessionStorage);

/** Spare holds what must not be lost until the server has it. */
export interface Spare {
  keep(value: unknown): void;
  get(): unknown;
  /** drop forgets it; told of a value, only when it is that one still. */
  drop(value?: unknown): void;
}

/** spareDraft is the place for an assignment's draft that the server does not have yet. */
export function spareDraft(assignmentId: string): Spare {
  const name = `draft:${assignmentId}`;
  return {
    keep: (draft) => tabMemory.set(name, draft),
    get: () => tabMemory.get(name),
    drop: (draft) => {
      if (draft === undefined || JSON.stringify(draft) === JSON.stringify(tabMemory.get(name)))
        tabMemory.drop(name);
    },
  };
}

/** instructionsName names whether a worker wants a job's instructions beside the work. */
export const instructionsName = (jobId: string) => `instructions:${jobId}`;
