// How the text and its marks are drawn, and what stands below it.
import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { inkOn } from '../drawing/colours.ts';
import { icon } from '../drawing/icons.ts';
import type { Segment } from './entity.ts';
import type { Pen } from './pen.ts';
import type { Scribe } from './scribe.ts';
import { texts } from './texts.ts';

/** drawSheet draws the text with everything on it. */
export function drawSheet(
  scribe: Scribe,
  pen: Pen,
  segments: readonly Segment[],
  locked: boolean,
): TemplateResult {
  const { marking } = scribe;
  const { selected, labels } = marking;
  return html`<p class="hint">${texts.hint}</p>
    <div
      class="text"
      role="application"
      tabindex="0"
      dir="auto"
      ?inert=${locked}
      aria-label=${texts.area}
      aria-describedby="keys"
      @mousedown=${pen.onDown}
    >${guard([segments, selected, labels], () =>
      repeat(
        segments,
        ({ start, entity }) => (entity ? -1 - start : start),
        (segment) => drawSegment(scribe, segment),
      ),
    )}<span class="caret" aria-hidden="true" ?hidden=${!scribe.keyed}></span></div>
    <p id="keys" class="unseen">${texts.keysHint}</p>
    <p class="unseen" role="status">${scribe.said}</p>
    ${drawTools(scribe, locked)}`;
}

function drawSegment(scribe: Scribe, { start, end, entity }: Segment): TemplateResult {
  const { marking } = scribe;
  const words = marking.text.slice(start, end);
  if (!entity) return html`<span class="words" .textContent=${words}></span>`;
  const colour = scribe.colour(entity.label);
  const label = marking.labels.find((known) => known.label === entity.label);
  const name = texts.removeMark(scribe.wordsOf(entity));
  return html`<mark
    class=${entity === marking.selected ? 'entity selected' : 'entity'}
    data-start=${start}
    title=${label?.full ?? entity.label}
    style="--colour: ${colour}; --on-colour: ${inkOn(colour)}"
    ><span class="tag" aria-hidden="true"
      ><span class="short">${label?.short}</span
      ><button type="button" class="remove" tabindex="-1" title=${name} @click=${() => scribe.remove(entity)}>
        ×
      </button></span
    ><span class="words" .textContent=${words}></span
  ></mark>`;
}

function drawTools(scribe: Scribe, locked: boolean): TemplateResult {
  const { canUndo, canRedo } = scribe.marking;
  const button = (name: 'undo' | 'redo', off: boolean) => html`<button
    type="button"
    id=${name}
    class="button icon"
    aria-label=${texts[name]}
    title=${texts[name]}
    aria-disabled=${off ? 'true' : 'false'}
    @click=${() => scribe[name]()}
  >
    ${icon(name)}
  </button>`;
  return html`<div class="tools" role="toolbar" aria-label=${texts.marks} ?inert=${locked}>
    ${button('undo', !canUndo)} ${button('redo', !canRedo)}
  </div>`;
}
