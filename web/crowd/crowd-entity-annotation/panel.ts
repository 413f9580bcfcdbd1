// What stands beside the text: the labels, and the list of marks, by which they
// can be found and deleted without a pointer.
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../drawing/icons.ts';
import { digitOf } from '../page/hotkeys.ts';
import type { Entity } from './entity.ts';
import type { Label } from './labels.ts';
import type { Scribe } from './scribe.ts';
import { texts } from './texts.ts';

/** drawPanel draws all of it. */
export function drawPanel(scribe: Scribe, locked: boolean): TemplateResult {
  const { labels, shown, selected } = scribe.marking;
  return html`<div class="palette" role="group" aria-label=${texts.labels} ?inert=${locked}>
      ${labels.map((label, place) => drawLabel(scribe, label, place))}
    </div>
    ${
      shown.length === 0
        ? nothing
        : html`<h2 class="list-title">${texts.marks} <span class="count">${shown.length}</span></h2>
          <ul class="list" ?inert=${locked}>
            ${repeat(
              shown,
              ({ start }) => start,
              (entity) =>
                guard([entity, entity === selected, labels], () =>
                  drawRow(scribe, entity, entity === selected),
                ),
            )}
          </ul>`
    }`;
}

// A press must not end the selection that shall get the label.
function keep(event: Event): void {
  event.preventDefault();
}

function drawLabel(scribe: Scribe, { label, full, short }: Label, place: number): TemplateResult {
  const { marking } = scribe;
  const chosen = (marking.selected?.label ?? marking.label) === label;
  const digit = digitOf(place);
  return html`<button
    type="button"
    class="label-button ${chosen ? 'selected' : ''}"
    aria-pressed=${chosen}
    aria-keyshortcuts=${digit ?? nothing}
    @pointerdown=${keep}
    @mousedown=${keep}
    @click=${() => scribe.choose(label)}
  >
    <span class="chip" style="background: ${scribe.colour(label)}"></span>
    <span class="text-of">${full} ${short === full ? nothing : html`<small>${short}</small>`}</span>
    ${digit === undefined ? nothing : html`<kbd aria-hidden="true">${digit}</kbd>`}
  </button>`;
}

function drawRow(scribe: Scribe, entity: Entity, selected: boolean): TemplateResult {
  const words = scribe.wordsOf(entity);
  return html`<li class=${selected ? 'selected' : ''}>
    <button type="button" class="row" aria-pressed=${selected} @click=${() => scribe.select(entity, true)}>
      <span class="chip" style="background: ${scribe.colour(entity.label)}"></span>
      <span class="text-of"><bdi>${words}</bdi> <small>${scribe.nameOf(entity.label)}</small></span>
    </button>
    <button
      type="button"
      class="button icon small"
      aria-label=${texts.removeMark(words)}
      title=${texts.remove}
      @click=${() => scribe.remove(entity)}
    >
      ${icon('remove')}
    </button>
  </li>`;
}
