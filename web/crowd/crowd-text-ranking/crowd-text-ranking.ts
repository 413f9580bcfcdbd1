import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Entry } from '../answer/answer.ts';
import { flag } from '../flag.ts';
import { type Json, stringList } from '../json.ts';
import { TextSource } from '../text-source/text-source.ts';
import { texts } from '../texts.ts';
import { Tool } from '../tool/tool.ts';
import { styles } from './crowd-text-ranking.styles.ts';
import { moved, orderOf, type Ranks, withRank } from './ranking.ts';

/** Dimension is one way in which the responses are compared. */
interface Dimension {
  name: string;
  allowTie: boolean;
}

/** answerKey is where the answer lies, whatever the name. */
const answerKey = 'ordinalRankingDimensions';

/**
 * crowd-text-ranking asks to rank responses to a text, in each of some dimensions,
 * by dragging them or by numbers.
 *
 * Attributes: name, text (or a link to it by grant_read_access), responses (loose JSON list of texts),
 * ordinal-ranking-dimensions (loose JSON list of {name, allowTie}), header,
 * disabled. Regions: short-instructions, full-instructions.
 * Properties: responses, ordinalRankingDimensions, value
 * ({ordinalRankingDimensions: [{name, responseRankings}]}, or undefined until all
 * have a rank). Answer: ordinalRankingDimensions at the top level.
 * Events: input, change. Keys: arrows move a response whose handle has the focus.
 */
export class CrowdTextRanking extends Tool {
  static override styles = [...Tool.styles, styles];

  protected override readonly bringsForm = true;

  @state() private ranks: ReadonlyMap<string, Ranks> = new Map();
  #responses: string[] = [];
  #dimensions: Dimension[] = [];
  #held: { dimension: Dimension; response: number } | undefined;
  readonly #source = new TextSource(this);

  /** text is the text, or a link to it that grant_read_access has made. */
  @property()
  get text(): string {
    return this.#source.given;
  }
  set text(given: string | null) {
    this.#source.given = given;
    const foreign = this.#source.given.trim().startsWith('s3://');
    this.note('text', foreign ? texts.notGranted : undefined);
  }

  /** responses are the texts to rank. */
  @property({ attribute: 'responses' })
  get responses(): string[] {
    return this.#responses;
  }
  set responses(given: string[] | string | null) {
    const { list, error } = stringList(this.loose('responses', given ?? undefined));
    if (error !== undefined) this.note('responses', `${error} (${String(given)})`);
    this.#responses = list;
  }

  /** ordinalRankingDimensions are the ways in which responses are compared. */
  @property({ attribute: 'ordinal-ranking-dimensions' })
  get ordinalRankingDimensions(): Dimension[] {
    return this.#dimensions;
  }
  set ordinalRankingDimensions(given: Dimension[] | string | null) {
    const value = this.loose('ordinal-ranking-dimensions', given ?? undefined);
    this.#dimensions = Array.isArray(value) ? value.map(dimensionOf) : [];
    if (value !== undefined && !Array.isArray(value)) {
      this.note('ordinal-ranking-dimensions', `a list is needed (${String(given)})`);
    }
  }

  get value(): { [answerKey]: { name: string; responseRankings: number[] }[] } | undefined {
    if (this.complaint() !== '') return undefined;
    const rankings = this.#dimensions.map((dimension) => ({
      name: dimension.name,
      responseRankings: this.#ranksIn(dimension).map((rank) => rank ?? 0),
    }));
    return { [answerKey]: rankings };
  }

  override entries(): Entry[] {
    const value = this.value;
    return value ? [{ kind: 'value', name: answerKey, value: value[answerKey] }] : [];
  }

  reset(): void {
    this.ranks = new Map();
  }

  saveState(): Json | undefined {
    if (this.ranks.size === 0) return undefined;
    return Object.fromEntries(
      [...this.ranks].map(([name, ranks]) => [name, ranks.map((rank) => rank ?? null)]),
    );
  }

  restoreState(state: Json): void {
    const saved = typeof state === 'object' && state !== null ? Object.entries(state) : [];
    this.ranks = new Map(
      saved.map(([name, ranks]) => [
        name,
        Array.isArray(ranks) ? ranks.map((rank) => (typeof rank === 'number' ? rank : undefined)) : [],
      ]),
    );
    this.changed();
  }

  protected complaint(): string {
    if (this.#source.trouble !== '') return this.#source.trouble;
    const open = this.#dimensions.find((dimension) => this.#ranksIn(dimension).includes(undefined));
    return open ? texts.rankAll(open.name) : '';
  }

  protected work(): TemplateResult {
    return html`<section class="prompt" aria-label=${texts.text}><p>${this.#source.trouble || this.#source.text}</p></section>
      ${this.#responses.map(
        (response, place) => html`<section class="response" aria-labelledby="response-${place}">
          <h2 id="response-${place}">${texts.response(place + 1)}</h2>
          <p>${response}</p>
        </section>`,
      )}`;
  }

  protected answers(): TemplateResult {
    return html`<p class="hint">${texts.rankHint}</p>
      ${this.#dimensions.map((dimension) => this.#dimension(dimension))}`;
  }

  #dimension(dimension: Dimension): TemplateResult {
    const ranks = this.#ranksIn(dimension);
    return html`<fieldset class="dimension" ?disabled=${this.disabled}>
      <legend>${dimension.name}</legend>
      ${dimension.allowTie ? html`<p class="hint">${texts.tiesAllowed}</p>` : nothing}
      <ol
        @pointermove=${this.#drag}
        @pointerup=${this.#drop}
        @pointercancel=${this.#drop}
      >
        ${repeat(
          orderOf(ranks),
          (response) => response,
          (response) => this.#row(dimension, response, ranks[response]),
        )}
      </ol>
    </fieldset>`;
  }

  #row(dimension: Dimension, response: number, rank: number | undefined): TemplateResult {
    const number = response + 1;
    return html`<li>
      <button
        type="button"
        class="grip"
        data-response=${response}
        aria-label=${texts.moveResponse(number, dimension.name)}
        title=${texts.moveResponse(number, dimension.name)}
        @pointerdown=${(event: PointerEvent) => this.#grab(event, dimension, response)}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, dimension, response)}
      >
        ⠿
      </button>
      <span class="name">${texts.response(number)}</span>
      <select
        aria-label=${texts.rankOf(number, dimension.name)}
        .value=${live(String(rank ?? ''))}
        @input=${(event: Event) => event.stopPropagation()}
        @change=${(event: Event) => this.#number(event, dimension, response)}
      >
        <option value="" ?selected=${rank === undefined}>–</option>
        ${this.#responses.map(
          (_, place) =>
            html`<option value=${place + 1} ?selected=${rank === place + 1}>${place + 1}</option>`,
        )}
      </select>
    </li>`;
  }

  #ranksIn({ name }: Dimension): Ranks {
    const ranks = this.ranks.get(name) ?? [];
    return this.#responses.map((_, place) => ranks[place]);
  }

  #rank({ name }: Dimension, ranks: Ranks): void {
    this.ranks = new Map([...this.ranks, [name, ranks]]);
    this.changed();
  }

  #number(event: Event, dimension: Dimension, response: number): void {
    event.stopPropagation();
    const { value } = event.target as HTMLSelectElement;
    const rank = value === '' ? undefined : Number(value);
    this.#rank(dimension, withRank(this.#ranksIn(dimension), response, rank, dimension.allowTie));
  }

  #onKey(event: KeyboardEvent, dimension: Dimension, response: number): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const ranks = this.#ranksIn(dimension);
    this.#rank(dimension, moved(ranks, response, orderOf(ranks).indexOf(response) + step));
    // A row that changes its place loses the focus on the way.
    const grip = event.currentTarget as HTMLElement;
    void this.updateComplete.then(() => grip.focus());
  }

  // The list keeps the pointer, since rows change their places under it.
  #grab(event: PointerEvent, dimension: Dimension, response: number): void {
    if (event.button !== 0 || this.disabled) return;
    this.#held = { dimension, response };
    (event.currentTarget as Element).closest('ol')?.setPointerCapture(event.pointerId);
  }

  #drag = (event: PointerEvent): void => {
    const held = this.#held;
    if (!held) return;
    const rows = [...(event.currentTarget as Element).children];
    const ranks = this.#ranksIn(held.dimension);
    const from = orderOf(ranks).indexOf(held.response);
    const others = rows.filter((_, place) => place !== from);
    const to = others.filter((row) => middle(row) < event.clientY).length;
    if (to !== from) this.#rank(held.dimension, moved(ranks, held.response, to));
  };

  #drop = (): void => {
    this.#held = undefined;
  };
}

function middle(row: Element): number {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

function dimensionOf(value: unknown): Dimension {
  if (typeof value !== 'object' || value === null) return { name: String(value), allowTie: false };
  const { name, allowTie } = value as { name?: unknown; allowTie?: unknown };
  // Liquid prints booleans as texts where a template puts them into quotes.
  return { name: String(name ?? ''), allowTie: flag.fromAttribute?.(String(allowTie ?? false)) ?? false };
}
