// Whether the worker wants the short instructions beside the work. A task page
// has no storage of its own, so the portal keeps it from one page to the next.

/** PanePreference is what the worker chose, and who is told of it. */
export class PanePreference {
  readonly #watchers = new Set<() => void>();
  #wanted: boolean | undefined;
  #report: (open: boolean) => void = () => {};

  /** wanted is the choice, undefined while there was none. */
  get wanted(): boolean | undefined {
    return this.#wanted;
  }

  /** choose is the worker's own choice; it is reported. */
  choose(open: boolean): void {
    this.recall(open);
    this.#report(open);
  }

  /** recall takes a choice that was made on an earlier page. */
  recall(open: boolean | undefined): void {
    this.#wanted = open;
    for (const update of this.#watchers) update();
  }

  /** reportTo sets who is told of the worker's choices. */
  reportTo(report: (open: boolean) => void): void {
    this.#report = report;
  }

  /** watch calls update whenever the choice changes; the returned function ends it. */
  watch(update: () => void): () => void {
    this.#watchers.add(update);
    return () => this.#watchers.delete(update);
  }
}

/** panePreference is the choice for this page. */
export const panePreference = new PanePreference();
