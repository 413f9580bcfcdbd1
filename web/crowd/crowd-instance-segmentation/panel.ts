// What stands beside the image: under each label its instances, and what can be
// done with them.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../drawing/icons.ts';
import { drawLabel, drawNothing, type Nothing, stop } from '../drawing/panel.ts';
import { texts as shared } from '../drawing/texts.ts';
import type { Entry } from '../segmentation/mask.ts';
import { hexOf } from '../segmentation/palette.ts';
import type { Studio } from '../segmentation/studio.ts';
import { texts } from '../segmentation/texts.ts';

/** Actions is what the tool does with instances. */
export interface Actions {
  readonly chosen: string | undefined;
  readonly current: Entry | undefined;
  readonly instances: readonly Entry[];
  choose(label: string): void;
  select(entry: Entry): void;
  add(label: string): void;
  discard(entry: Entry): void;
  relabel(entry: Entry, label: string): void;
  merge(entry: Entry, into: Entry): void;
  nameOf(entry: Entry): string;
}

/** drawInstances draws all of it. */
export function drawInstances(tool: Actions, studio: Studio, none: Nothing): TemplateResult {
  return html`<div class="palette grouped" role="group" aria-label=${shared.labels} ?inert=${studio.locked}>
      ${studio.labels.map((label, place) => drawGroup(tool, studio, label, place))}
    </div>
    ${drawNothing(none, studio.any)}`;
}

function drawGroup(tool: Actions, studio: Studio, label: string, place: number): TemplateResult {
  const own = tool.instances.filter((entry) => entry.label === label);
  const latest = tool.current?.label === label ? tool.current : own.at(-1);
  const chosen = studio.mode !== 'eraser' && tool.chosen === label;
  // Without an instance there is no colour yet.
  const colour = latest ? hexOf(latest.colour) : 'transparent';
  return html`<div class="group">
    ${drawLabel({ label, place, colour, chosen }, () => tool.choose(label))}
    ${
      own.length === 0
        ? nothing
        : html`<ul class="list" aria-label=${`${texts.instances}: ${label}`}>
            ${repeat(
              own,
              ({ id }) => id,
              (entry) => drawInstance(tool, studio, entry),
            )}
          </ul>`
    }
    <button type="button" class="button quiet add" @click=${() => tool.add(label)}>
      ${icon('add')} ${texts.addInstance(label)}
    </button>
  </div>`;
}

function drawInstance(tool: Actions, studio: Studio, entry: Entry): TemplateResult {
  const name = tool.nameOf(entry);
  const selected = tool.current?.id === entry.id;
  const hidden = studio.hidden.has(entry.id);
  return html`<li class="${selected ? 'selected' : ''} ${hidden ? 'hidden' : ''}">
    <button type="button" class="row" aria-pressed=${selected} @click=${() => tool.select(entry)}>
      <span class="chip" style="background: ${hexOf(entry.colour)}"></span>
      <span class="text">${name} <small>${shareOf(studio, entry)}</small></span>
    </button>
    ${drawAction(hidden ? 'hide' : 'show', texts.hideInstance(name), () => studio.toggleHidden(entry.id), hidden)}
    ${drawAction('remove', texts.removeInstance(name), () => tool.discard(entry))}
    ${selected ? drawRework(tool, studio, entry, name) : nothing}
  </li>`;
}

function drawAction(
  name: 'hide' | 'show' | 'remove',
  text: string,
  click: () => void,
  pressed?: boolean,
): TemplateResult {
  return html`<button
    type="button"
    class="button icon small"
    aria-label=${text}
    title=${text}
    aria-pressed=${pressed === undefined ? nothing : String(pressed)}
    @click=${click}
  >
    ${icon(name)}
  </button>`;
}

/** drawRework draws what makes an instance something else: another label, a part of another instance. */
function drawRework(tool: Actions, studio: Studio, entry: Entry, name: string): TemplateResult {
  const others = tool.instances.filter(({ id }) => id !== entry.id && studio.mask.map.count(id) > 0);
  const can = studio.mask.map.count(entry.id) > 0;
  return html`<div class="rework">
    ${studio.labels.length > 1 ? drawRelabel(tool, studio.labels, entry, name) : nothing}
    ${can && others.length > 0 ? drawMerge(tool, others, entry, name) : nothing}
  </div>`;
}

function drawRelabel(tool: Actions, labels: readonly string[], entry: Entry, name: string): TemplateResult {
  return html`<span aria-hidden="true">${texts.label}</span>
    <select
      class="relabel"
      aria-label=${texts.relabel(name)}
      @input=${stop}
      @change=${(event: Event) => {
        stop(event);
        tool.relabel(entry, (event.target as HTMLSelectElement).value);
      }}
    >
      ${labels.map((label) => html`<option value=${label} ?selected=${label === entry.label}>${label}</option>`)}
    </select>`;
}

function drawMerge(tool: Actions, others: readonly Entry[], entry: Entry, name: string): TemplateResult {
  return html`<span aria-hidden="true">${texts.merge}</span>
    <select
      class="merge"
      aria-label=${texts.mergeWith(name)}
      @input=${stop}
      @change=${(event: Event) => {
        stop(event);
        const into = others.find(({ id }) => String(id) === (event.target as HTMLSelectElement).value);
        if (into) tool.merge(entry, into);
      }}
    >
      <option value="">${texts.mergeNone}</option>
      ${others.map((other) => html`<option value=${other.id}>${tool.nameOf(other)}</option>`)}
    </select>`;
}

/** shareOf says how much of the image an instance covers. */
function shareOf(studio: Studio, { id }: Entry): string {
  const { map } = studio.mask;
  const part = map.count(id) / Math.max(map.size.width * map.size.height, 1);
  if (part === 0) return texts.empty;
  const format = new Intl.NumberFormat(document.documentElement.lang || undefined, {
    style: 'percent',
    maximumFractionDigits: part < 0.01 ? 2 : 1,
  });
  return texts.share(format.format(part));
}
