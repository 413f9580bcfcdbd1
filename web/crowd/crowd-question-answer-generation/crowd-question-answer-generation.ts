import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { numberOr } from '../crowd-slider/scale.ts';
import { flag } from '../flag.ts';
import { cloneJson, type Json, stringList } from '../json.ts';
import { TextSource } from '../text-source/text-source.ts';
import { texts } from '../texts.ts';
import { Tool } from '../tool/tool.ts';
import { styles } from './crowd-question-answer-generation.styles.ts';
import { type Passage, passageOf, textOf, wordsIn } from './passages.ts';

/** Pair is a question with its answer, as the answer of the task holds it. */
type Pair = {
  question: string;
  answer: string;
  tags: string[];
  textReferences: { startOffset: number; endOffset: number }[];
};

const empty: Pair = { question: '', answer: '', tags: [], textReferences: [] };

/**
 * crowd-question-answer-generation asks to write questions about a text, with
 * their answers and the passages that these rest on.
 *
 * Attributes: name, text (or a link to it by grant_read_access), min-questions (1), max-questions, question-min-words
 * (1), question-max-words, answer-min-words (1), answer-max-words, question-tags
 * (loose JSON list of texts; without any there is no choice of tags),
 * allow-custom-question-tags, header, disabled.
 * Regions: short-instructions, full-instructions.
 * Properties: questionTags, value ({questionAnswers: [{question, answer, tags,
 * textReferences}]}; offsets count code points).
 * Events: input, change.
 */
export class CrowdQuestionAnswerGeneration extends Tool {
  static override styles = [...Tool.styles, styles];

  protected override readonly bringsForm = true;

  @property({ attribute: 'min-questions' }) minQuestions: string | number | null = 1;
  @property({ attribute: 'max-questions' }) maxQuestions: string | number | null = null;
  @property({ attribute: 'question-min-words' }) questionMinWords: string | number | null = 1;
  @property({ attribute: 'question-max-words' }) questionMaxWords: string | number | null = null;
  @property({ attribute: 'answer-min-words' }) answerMinWords: string | number | null = 1;
  @property({ attribute: 'answer-max-words' }) answerMaxWords: string | number | null = null;
  @property({ attribute: 'allow-custom-question-tags', converter: flag }) allowCustomQuestionTags = false;
  @state() private pairs: readonly Pair[] = [empty];
  @state() private checked = false;
  #tags: string[] = [];
  #touched = false;
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

  /** questionTags are the tags that can be chosen. */
  @property({ attribute: 'question-tags' })
  get questionTags(): string[] {
    return this.#tags;
  }
  set questionTags(given: string[] | string | null) {
    const { list, error } = stringList(this.loose('question-tags', given ?? undefined));
    if (error !== undefined) this.note('question-tags', `${error} (${String(given)})`);
    this.#tags = list;
  }

  get value(): { questionAnswers: Pair[] } | undefined {
    return this.#written.length > 0 ? { questionAnswers: [...this.#written] } : undefined;
  }

  reset(): void {
    this.#touched = false;
    this.checked = false;
    this.pairs = [empty];
  }

  override validate(): boolean {
    this.checked = true;
    return super.validate();
  }

  saveState(): Json | undefined {
    return this.#touched ? cloneJson(this.pairs) : undefined;
  }

  restoreState(state: Json): void {
    if (!Array.isArray(state)) return;
    this.#set(state as Pair[]);
  }

  protected complaint(): string {
    if (this.#source.trouble !== '') return this.#source.trouble;
    const least = numberOr(this.minQuestions, 1);
    if (this.#written.length < least) return texts.questionsWanted(least);
    return this.#written.map((pair) => this.#faultOf(pair)).find((fault) => fault !== '') ?? '';
  }

  protected work(): TemplateResult {
    return html`<p class="hint">${texts.passageHint}</p>
      <p class="passage-text">${this.#source.trouble || this.#source.text}</p>`;
  }

  protected answers(): TemplateResult {
    const most = numberOr(this.maxQuestions, Number.POSITIVE_INFINITY);
    return html`${this.pairs.map((pair, place) => this.#pair(pair, place))}
    ${
      this.pairs.length < most
        ? html`<button type="button" class="button add-question" ?disabled=${this.disabled} @click=${this.#add}>
            ${texts.addQuestion}
          </button>`
        : nothing
    }`;
  }

  /** written are the pairs in which something stands. */
  get #written(): readonly Pair[] {
    return this.pairs.filter(({ question, answer }) => question.trim() !== '' || answer.trim() !== '');
  }

  #pair(pair: Pair, place: number): TemplateResult {
    const wrong = this.checked && this.#written.includes(pair) ? this.#faultOf(pair) : '';
    return html`<fieldset class="pair" ?disabled=${this.disabled}>
      <legend>${texts.questionNumber(place + 1)}</legend>
      ${this.#field('question', texts.question, pair, place)} ${this.#field('answer', texts.answer, pair, place)}
      ${this.#choices(pair, place)} ${this.#passages(pair, place)}
      <p class="wrong" role="alert" ?hidden=${wrong === ''}>${wrong}</p>
      ${
        this.pairs.length > 1
          ? html`<button type="button" class="button link" @click=${() => this.#remove(place)}>
              ${texts.removeQuestion}
            </button>`
          : nothing
      }
    </fieldset>`;
  }

  #field(part: 'question' | 'answer', name: string, pair: Pair, place: number): TemplateResult {
    return html`<label class="field"
      >${name}<textarea
        rows="2"
        class=${part}
        .value=${live(pair[part])}
        @change=${stop}
        @input=${(event: Event) => {
          stop(event);
          this.#change(place, { [part]: (event.target as HTMLTextAreaElement).value });
        }}
      ></textarea>
    </label>`;
  }

  #choices({ tags }: Pair, place: number): TemplateResult | typeof nothing {
    const offered = [...new Set([...this.#tags, ...tags])];
    if (this.#tags.length === 0 && !this.allowCustomQuestionTags) return nothing;
    return html`<div role="group" aria-label=${texts.tags} class="tags">
      ${offered.map(
        (tag) => html`<label class="tag"
          ><input
            type="checkbox"
            .checked=${live(tags.includes(tag))}
            @input=${stop}
            @change=${(event: Event) => {
              stop(event);
              const rest = tags.filter((other) => other !== tag);
              this.#change(place, { tags: rest.length < tags.length ? rest : [...tags, tag] });
            }}
          />${tag}</label
        >`,
      )}
      ${this.allowCustomQuestionTags ? this.#ownTag(tags, place) : nothing}
    </div>`;
  }

  #ownTag(tags: string[], place: number): TemplateResult {
    return html`<span class="own-tag"
      ><input aria-label=${texts.addTag} placeholder=${texts.addTag} @input=${stop} @change=${stop} /><button
        type="button"
        class="button"
        @click=${(event: Event) => {
          const field = (event.currentTarget as Element).previousElementSibling as HTMLInputElement;
          const tag = field.value.trim();
          field.value = '';
          if (tag !== '' && !tags.includes(tag)) this.#change(place, { tags: [...tags, tag] });
        }}
      >
        ${texts.add}
      </button></span
    >`;
  }

  #passages({ textReferences }: Pair, place: number): TemplateResult {
    return html`<div role="group" aria-label=${texts.passages} class="passages">
      ${textReferences.map((passage) => {
        const words = textOf(this.#source.text, passage);
        return html`<p class="passage">
          <q>${words}</q
          ><button
            type="button"
            class="button icon"
            aria-label=${texts.removePassage(words)}
            @click=${() =>
              this.#change(place, { textReferences: textReferences.filter((other) => other !== passage) })}
          >
            ×
          </button>
        </p>`;
      })}
      <button
        type="button"
        class="button add-passage"
        @pointerdown=${(event: Event) => event.preventDefault()}
        @click=${() => this.#mark(textReferences, place)}
      >
        ${texts.addPassage}
      </button>
    </div>`;
  }

  #faultOf({ question, answer }: Pair): string {
    return (
      wordFault(question, this.questionMinWords, this.questionMaxWords) ||
      wordFault(answer, this.answerMinWords, this.answerMaxWords)
    );
  }

  #mark(passages: Passage[], place: number): void {
    const root = this.renderRoot as ShadowRoot;
    const text = root.querySelector('.passage-text');
    const range = text && this.#source.trouble === '' ? selectedIn(root, text) : undefined;
    const passage = range && passageOf(this.#source.text, range[0], range[1]);
    if (passage) this.#change(place, { textReferences: [...passages, passage] });
  }

  #add = (): void => {
    this.#set([...this.pairs, empty]);
  };

  #remove(place: number): void {
    this.#set(this.pairs.filter((_, other) => other !== place));
  }

  #change(place: number, part: Partial<Pair>): void {
    this.#set(this.pairs.map((pair, other) => (other === place ? { ...pair, ...part } : pair)));
  }

  #set(pairs: readonly Pair[]): void {
    this.#touched = true;
    this.pairs = pairs;
    this.changed();
  }
}

function wordFault(text: string, min: string | number | null, max: string | number | null): string {
  const [least, most] = [numberOr(min, 1), numberOr(max, Number.POSITIVE_INFINITY)];
  const words = wordsIn(text);
  if (words < least) return texts.fewWords(least);
  return words > most ? texts.manyWords(most) : '';
}

/** selectedIn gives what is marked in an element of a shadow root, in UTF-16 units from its start. */
function selectedIn(root: ShadowRoot, element: Element): [number, number] | undefined {
  const selection = document.getSelection();
  const marked = selection?.getComposedRanges?.({ shadowRoots: [root] })[0] ?? selection?.getRangeAt(0);
  if (!marked || marked.collapsed) return undefined;
  if (!element.contains(marked.startContainer) || !element.contains(marked.endContainer)) return undefined;
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(marked.startContainer, marked.startOffset);
  const from = before.toString().length;
  before.setEnd(marked.endContainer, marked.endOffset);
  return [from, before.toString().length];
}

// The fields' own events stay inside; the tool tells the page itself.
function stop(event: Event): void {
  event.stopPropagation();
}
