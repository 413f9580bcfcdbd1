// Where the caret goes in a text. Places are in UTF-16 units and always between
// characters as people see them: an emoji of several code points is one step.

/** Steps finds the places around a place of one text. */
export class Steps {
  readonly #length: number;
  readonly #characters: Intl.Segments;
  readonly #words: Intl.Segments;

  constructor(text: string) {
    this.#length = text.length;
    this.#characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
    this.#words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  }

  /** next is the place behind the next character. */
  next(place: number): number {
    const found = this.#characters.containing(place);
    return found ? found.index + found.segment.length : this.#length;
  }

  /** previous is the place before the last character. */
  previous(place: number): number {
    return this.#characters.containing(place - 1)?.index ?? 0;
  }

  /** nextWord is the end of the word at a place, or of the next one. */
  nextWord(place: number): number {
    for (let at = place; at < this.#length; ) {
      const found = this.#words.containing(at);
      if (!found) break;
      at = found.index + found.segment.length;
      if (found.isWordLike) return at;
    }
    return this.#length;
  }

  /** previousWord is the beginning of the word before a place. */
  previousWord(place: number): number {
    for (let at = place; at > 0; ) {
      const found = this.#words.containing(at - 1);
      if (!found) break;
      if (found.isWordLike) return found.index;
      at = found.index;
    }
    return 0;
  }
}
