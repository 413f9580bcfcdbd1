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
  return html`<div class="palette" role="group" aria-label=${texts.labels} ?inert=${easel.locked}>
      ${easel.labels.map((label, place) => drawLabel(easel, label, place))}
    </div>
    <label class="nothing">
      <input
        type="checkbox"
        .checked=${none.ticked && shown.length === 0}
        ?disabled=${none.disabled || shown.length > 0}
        @input=${stop}
        @change=${(event: Event) => {
          stop(event);
          none.tick((event.target as HTMLInputElement).checked);
        }}
      />
      ${texts.nothing}
    </label>
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

function drawLabel(easel: Easel, label: string, place: number): TemplateResult {
  const chosen = (easel.sketch.selected?.label ?? easel.sketch.label) === label;
  const digit = digitOf(place);
  return html`<button
    type="button"
    class="label-button ${chosen ? 'selected' : ''}"
    aria-pressed=${chosen}
    aria-keyshortcuts=${digit ?? nothing}
    @click=${() => easel.choose(label)}
  >
    <span class="chip" style="background: ${easel.colour(label)}"></span><span class="text">${label}</span>
    ${digit === undefined ? nothing : html`<kbd aria-hidden="true">${digit}</kbd>`}
  </button>`;
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

// The box's own events stay inside; the tool tells the page itself.
function stop(event: Event): void {
  event.stopPropagation();
}
