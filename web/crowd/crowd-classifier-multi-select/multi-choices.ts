// What the classifiers share in which several categories can be chosen, or the
// one that excludes all others.
import { property, state } from 'lit/decorators.js';
import { type Choice, Choices } from '../choices/choices.ts';
import { texts } from '../texts.ts';

/** MultiChoices is the base of the classifiers with several answers; an item is what the answer holds of a category. */
export abstract class MultiChoices<Item> extends Choices {
  @state() protected items: Item[] = [];
  @state() private chosen: ReadonlySet<Item> = new Set();
  @state() private excluded = false;
  protected override readonly single = false;
  protected touched = false;
  #exclusion: string | undefined;

  /** exclusionCategory is the text of the choice that excludes all others, undefined where there is none. */
  @property({ attribute: 'exclusion-category' })
  get exclusionCategory(): string | undefined {
    return this.#exclusion;
  }
  set exclusionCategory(given: string | { text: string } | null | undefined) {
    this.#exclusion = exclusionOf(isPlain(given) ? given.trim() : this.loose('exclusion-category', given));
  }

  /** nameOf gives what an item is called. */
  protected abstract nameOf(item: Item): string;

  /** picked are the chosen items in the order of the list. */
  protected get picked(): Item[] {
    return this.items.filter((item) => this.chosen.has(item));
  }

  /** answered tells whether something is chosen, be it the exclusion category. */
  protected get answered(): boolean {
    return this.excluded || this.picked.length > 0;
  }

  reset(): void {
    this.touched = false;
    this.excluded = false;
    this.chosen = new Set();
  }

  /** choose chooses these items, the exclusion category when there are none, nothing when they are undefined. */
  protected choose(items: Item[] | undefined): void {
    this.touched = true;
    this.chosen = new Set(items);
    this.excluded = items?.length === 0;
  }

  protected override get choices(): Choice[] {
    const excluded = this.excluded;
    const items = this.items.map((item) => ({
      name: this.nameOf(item),
      on: !excluded && this.chosen.has(item),
      off: excluded,
    }));
    const exclusion = this.exclusionCategory;
    return exclusion === undefined ? items : [...items, { name: exclusion, on: excluded }];
  }

  protected override pick(place: number): void {
    const item = this.items[place];
    const others = this.picked.filter((other) => other !== item);
    if (item === undefined) this.choose(this.excluded ? undefined : []);
    else if (others.length < this.picked.length) this.choose(others.length > 0 ? others : undefined);
    else this.choose([...others, item]);
    this.changed();
  }

  protected complaint(): string {
    return this.answered ? '' : texts.chooseSome;
  }
}

/** isPlain tells whether an exclusion category is written as a bare text rather than as loose JSON. */
function isPlain(given: unknown): given is string {
  return typeof given === 'string' && !/^\s*[{["']/.test(given);
}

function exclusionOf(value: unknown): string | undefined {
  const text = typeof value === 'object' && value !== null ? (value as { text?: unknown }).text : value;
  return text === undefined || text === null || text === '' ? undefined : String(text);
}
