/**
 * Questions are those that a page asks again and again: the answer to the latest counts,
 * and what only looks again waits for the one that is under way, or answers that take
 * longer than the time between two looks would never count.
 */
export class Questions {
  #latest = 0;
  #answered = 0;

  /** ask begins a question, which overtakes those before, and gives its number. */
  ask(): number {
    this.#latest += 1;
    return this.#latest;
  }

  /** counts tells whether a question was not overtaken when its answer, or why there is none, came. */
  counts(question: number): boolean {
    if (question !== this.#latest) return false;
    this.#answered = question;
    return true;
  }

  /** drop lets no answer count any more to what was asked before. */
  drop(): void {
    this.#answered = this.ask();
  }

  /** waiting tells whether the answer to the latest question has not come. */
  get waiting(): boolean {
    return this.#answered !== this.#latest;
  }
}
