// The list of fields beside the page, and the form of the one that is worked on.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { type IconName, icon } from '../drawing/icons.ts';
import type { Desk, Part } from './desk.ts';
import { type Entry, judge, notSelected, rename, retype, type State, selected } from './review.ts';
import { texts } from './texts.ts';

/** Moves are what the list asks of the element. */
export interface Moves {
  choose(id: string): void;
  next(): void;
  undo(entry: Entry): void;
  isChanged(entry: Entry): boolean;
  mark(part: Part, byKey: boolean): void;
}

/** drawFields draws all of it. */
export function drawFields(desk: Desk, moves: Moves): TemplateResult {
  const wanted = desk.entries.filter((entry) => entry.wanted);
  const pairs = desk.entries.filter((entry) => !entry.wanted);
  const done = desk.entries.filter(({ state }) => state !== 'open').length;
  if (desk.entries.length === 0) return html`<p class="count">${texts.none}</p>`;
  return html`<p class="count" role="status">${texts.checked(done, desk.entries.length)}</p>
    ${drawList(desk, moves, texts.toFind, wanted)} ${drawList(desk, moves, texts.fields, pairs)}`;
}

function drawList(
  desk: Desk,
  moves: Moves,
  title: string,
  entries: readonly Entry[],
): TemplateResult | typeof nothing {
  if (entries.length === 0) return nothing;
  return html`<h2 class="list-title">${title}</h2>
    <ol class="fields">
      ${repeat(
        entries,
        ({ id }) => id,
        (entry) => drawField(desk, moves, entry),
      )}
    </ol>`;
}

function drawField(desk: Desk, moves: Moves, entry: Entry): TemplateResult {
  const chosen = entry.id === desk.selected;
  return html`<li class="field ${entry.state} ${chosen ? 'chosen' : ''}" data-entry=${entry.id}>
    <button type="button" class="row" aria-expanded=${chosen} @click=${() => moves.choose(entry.id)}>
      <span class="sign" role="img" aria-label=${stateName(entry)} title=${stateName(entry)}>${sign(entry)}</span>
      <span class="names">
        <bdi class="name">${entry.key.text || texts.noKey}</bdi>
        <bdi class="text">${valueName(entry)}</bdi>
      </span>
      <span class="facts">${drawConfidence(entry)} ${drawPageOf(desk, entry)}</span>
    </button>
    ${chosen ? drawForm(desk, moves, entry) : nothing}
  </li>`;
}

const signs: Record<State, IconName | undefined> = {
  open: undefined,
  checked: 'finish',
  blank: 'finish',
  invalid: 'cancel',
  missing: 'cancel',
};

function sign({ state, wanted }: Entry): unknown {
  const name = signs[state];
  return name ? icon(name) : wanted ? '?' : '•';
}

function stateName({ state, wanted }: Entry): string {
  return state === 'open' && wanted ? texts.toAnswer : texts.states[state];
}

/** valueName is the value as the list shows it. */
function valueName(entry: Entry): string {
  const { state, value, tick } = entry;
  if (state === 'blank' || state === 'invalid' || state === 'missing') return texts.states[state];
  if (tick !== undefined) return value.text === selected ? texts.selected : texts.notSelected;
  return value.text || (entry.wanted ? texts.toAnswer : texts.states.blank);
}

function drawConfidence({ confidence }: Entry): TemplateResult | typeof nothing {
  if (confidence === undefined) return nothing;
  const percent = Math.round(confidence);
  const level = percent < 50 ? 'low' : percent < 90 ? 'middling' : '';
  return html`<span class="confidence ${level}" title=${texts.confidence(percent)}
    ><span aria-hidden="true">${percent} %</span><span class="unseen">${texts.confidence(percent)}</span></span
  >`;
}

function drawPageOf(desk: Desk, { page, key, value }: Entry): TemplateResult | typeof nothing {
  if (desk.picture.count < 2 || !(key.place ?? value.place)) return nothing;
  return html`<span class="on-page">${texts.onPage(page)}</span>`;
}

function drawForm(desk: Desk, moves: Moves, entry: Entry): TemplateResult {
  const verdict = entry.wanted ? 'missing' : 'invalid';
  return html`<div class="form" @input=${stop} @change=${stop}>
    ${entry.wanted && entry.wanted.length > 0 ? html`<p class="aliases">${texts.aliases(entry.wanted.join(', '))}</p>` : nothing}
    ${entry.wanted || desk.keyed ? nothing : drawText('key', texts.key, entry.key.text, desk.locked, (text) => desk.change(rename(entry, text)))}
    ${drawValue(desk, entry)}
    <div class="verdicts" role="group">
      ${drawVerdict(desk, entry, 'blank', texts.blank)} ${drawVerdict(desk, entry, verdict, texts[verdict])}
      ${desk.fixed ? nothing : [drawMark(desk, moves, 'key', texts.markKey), drawMark(desk, moves, 'value', texts.markValue)]}
    </div>
    ${desk.marking ? html`<p class="aliases">${texts.marking}</p>` : nothing}
    <div class="onward">
      <button type="button" class="button confirm" @click=${moves.next}>${texts.confirm}</button>
      ${moves.isChanged(entry) ? html`<button type="button" class="button link" @click=${() => moves.undo(entry)}>${texts.undo}</button>` : nothing}
    </div>
  </div>`;
}

function drawValue(desk: Desk, entry: Entry): TemplateResult {
  const { text } = entry.value;
  if (entry.tick === undefined)
    return drawText('value', texts.value, text, desk.locked, (to) => desk.change(retype(entry, to)));
  const box = (to: string, name: string) => html`<label class="tick">
    <input
      type="radio"
      name="tick"
      class=${to === text ? 'value' : ''}
      .checked=${live(to === text)}
      ?disabled=${desk.locked}
      @change=${() => desk.change(retype(entry, to))}
    />
    ${name}
  </label>`;
  return html`<fieldset class="ticks">
    <legend>${texts.value}</legend>
    ${box(selected, texts.selected)} ${box(notSelected, texts.notSelected)}
  </fieldset>`;
}

function drawText(
  name: string,
  label: string,
  text: string,
  locked: boolean,
  change: (text: string) => void,
): TemplateResult {
  return html`<label class="line">
    ${label}
    <input
      class=${name}
      type="text"
      dir="auto"
      autocomplete="off"
      spellcheck="false"
      .value=${live(text)}
      ?readonly=${locked}
      @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
    />
  </label>`;
}

function drawVerdict(desk: Desk, entry: Entry, state: State, text: string): TemplateResult {
  return html`<button
    type="button"
    class="button verdict ${state}"
    aria-pressed=${entry.state === state}
    ?disabled=${desk.locked}
    @click=${() => desk.change(judge(entry, state))}
  >
    ${text}
  </button>`;
}

function drawMark(desk: Desk, moves: Moves, part: Part, text: string): TemplateResult {
  return html`<button
    type="button"
    class="button verdict mark-${part}"
    aria-pressed=${desk.marking === part}
    ?disabled=${desk.locked}
    @click=${(event: MouseEvent) => moves.mark(part, event.detail === 0)}
  >
    ${text}
  </button>`;
}

// The form's own events stay inside; the element tells the page itself.
function stop(event: Event): void {
  event.stopPropagation();
}
