// What stands beside the image: the labels, "nothing to label", and the list of
// shapes, by which they can be found and deleted without a pointer.
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { digitOf } from '../page/hotkeys.ts';
import type { Easel } from './easel.ts';
import { icon } from './icons.ts';
import type { Shape } from './shape.ts';
import { texts } from './texts.ts';

/** Nothing is the box "Nothing to label". */
export interface Nothing {
  ticked: boolean;
  disabled: boolean;
  tick(on: boolean): void;
}

/** drawPanel draws all of it. */
export function drawPanel(easel: Easel, none: Nothing): TemplateResult {
  const { shown } = easel;
  const chosen = easel.sketch.selected?.label ?? easel.sketch.label;
  return html`<div class="palette" role="group" aria-label=${texts.labels} ?inert=${easel.locked}>
      ${easel.labels.map((label, place) =>
        drawLabel({ label, place, colour: easel.colour(label), chosen: label === chosen }, () =>
          easel.choose(label),
        ),
      )}
    </div>
    ${drawNothing(none, easel.answered.length > 0)}
    ${
      shown.length === 0
        ? nothing
        : html`<h2 class="list-title">${texts.shapes} <span class="count">${shown.length}</span></h2>
          <ul class="list" ?inert=${easel.locked}>${drawList(easel, shown)}</ul>`
    }`;
}

function drawList(easel: Easel, shown: readonly Shape[]): unknown {
  const counts = new Map<string, number>();
  const rows = shown.map((shape) => {
    const count = (counts.get(shape.label) ?? 0) + 1;
    counts.set(shape.label, count);
    return { shape, name: texts.shape(shape.label, count) };
  });
  const selected = easel.sketch.selected?.id;
  return repeat(
    rows,
    ({ shape }) => shape.id,
    ({ shape, name }) =>
      guard([shape, name, shape.id === selected, easel.colour(shape.label)], () =>
        drawRow(easel, shape, name, shape.id === selected),
      ),
  );
}

/** LabelLook is how a label shows. */
export interface LabelLook {
  label: string;
  place: number;
  colour: string;
  chosen: boolean;
}

/** drawLabel draws the button that chooses a label. */
export function drawLabel({ label, place, colour, chosen }: LabelLook, choose: () => void): TemplateResult {
  const digit = digitOf(place);
  return html`<button
    type="button"
    class="label-button ${chosen ? 'selected' : ''}"
    aria-pressed=${chosen}
    aria-keyshortcuts=${digit ?? nothing}
    @click=${choose}
  >
    <span class="chip" style="background: ${colour}"></span><span class="text">${label}</span>
    ${digit === undefined ? nothing : html`<kbd aria-hidden="true">${digit}</kbd>`}
  </button>`;
}

/** drawNothing draws the box "Nothing to label", which is for a drawing without anything. */
export function drawNothing({ ticked, disabled, tick }: Nothing, any: boolean): TemplateResult {
  return html`<label class="nothing">
    <input
      type="checkbox"
      .checked=${ticked && !any}
      ?disabled=${disabled || any}
      @input=${stop}
      @change=${(event: Event) => {
        stop(event);
        tick((event.target as HTMLInputElement).checked);
      }}
    />
    ${texts.nothing}
  </label>`;
}

function drawRow(easel: Easel, shape: Shape, name: string, selected: boolean): TemplateResult {
  return html`<li class=${selected ? 'selected' : ''}>
    <button type="button" class="row" aria-pressed=${selected} @click=${() => easel.select(shape, true)}>
      <span class="chip" style="background: ${easel.colour(shape.label)}"></span>
      <span class="text">${name} <small>${easel.placeOf(shape)}</small></span>
    </button>
    <button
      type="button"
      class="button icon small"
      aria-label=${texts.removeShape(name)}
      title=${texts.remove}
      @click=${() => {
        easel.select(shape);
        easel.remove();
      }}
    >
      ${icon('remove')}
    </button>
  </li>`;
}

/** stop keeps a control's own events inside; the tool tells the page itself. */
export function stop(event: Event): void {
  event.stopPropagation();
}
