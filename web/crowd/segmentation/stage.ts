// How the image, the labels over it and the brush are drawn.
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { toFrame } from '../../geometry/view.ts';
import { pictureLook, prevent } from '../drawing/stage.ts';
import { texts as shared } from '../drawing/texts.ts';
import type { Hand } from './hand.ts';
import { hexOf } from './palette.ts';
import type { Studio } from './studio.ts';
import { texts } from './texts.ts';

/** drawStage draws the image with everything on it. */
export function drawStage(studio: Studio, hand: Hand): TemplateResult {
  const { picture, viewport, mode, loading, locked, warning } = studio;
  const { size, failed } = picture;
  return html`<div
      class="stage ${mode === 'move' ? 'move' : ''} ${hand.grips.spaced ? 'spaced' : ''} ${size ? '' : 'empty'}"
      role="application"
      tabindex="0"
      ?inert=${locked}
      aria-label=${texts.area}
      aria-describedby="hint"
      aria-busy=${loading ? 'true' : nothing}
      @pointerdown=${hand.grips.onDown}
      @pointermove=${hand.onHover}
      @pointerleave=${hand.onLeave}
      @wheel=${viewport.onWheel}
      @auxclick=${prevent}
    >
      ${picture.draw(pictureLook(viewport.view, studio))}
      <canvas class="upper-canvas" aria-hidden="true"></canvas>
      ${size && !failed ? drawMarks(studio) : html`<p class="note">${failed ? shared.failed : shared.loading}</p>`}
      ${size && loading ? html`<p class="note loading">${shared.loading}</p>` : nothing}
      <p class="warning" role="alert" ?hidden=${warning === ''}>${warning}</p>
    </div>
    <p id="hint" class="unseen">${texts.hint}</p>
    <p class="unseen" role="status">${studio.said}</p>`;
}

function drawMarks(studio: Studio): TemplateResult {
  const { viewport, keyed, cursor } = studio;
  const { view } = viewport;
  return html`<svg class="drawing" aria-hidden="true">
    <g transform="translate(${view.x} ${view.y}) scale(${view.scale})">${drawMade(studio)}</g>
    ${keyed && cursor ? drawCrosshair(studio) : nothing}
    <g class="brush ${studio.mask.stroking && keyed ? 'down' : ''}">
      <circle class="halo"></circle>
      <circle class="edge"></circle>
    </g>
  </svg>`;
}

/** drawMade draws the outline that is being made, on to the cursor. */
function drawMade({ mask, cursor, viewport }: Studio): SVGTemplateResult | typeof nothing {
  const [first] = mask.made;
  if (!first) return nothing;
  const points = cursor ? [...mask.made, cursor] : mask.made;
  const path = `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`;
  const colour = mask.entries.find(({ id }) => id === mask.current)?.colour ?? 0;
  const radius = (pixels: number) => pixels / viewport.view.scale;
  return svg`<g class="made" style="color: ${hexOf(colour)}">
    <path class="halo" d=${path}></path><path class="line" d=${path}></path>
    ${mask.made.map(({ x, y }) => svg`<circle class="handle" cx=${x} cy=${y} r=${radius(4)}></circle>`)}
    ${mask.made.length > 2 ? svg`<circle class="end" cx=${first.x} cy=${first.y} r=${radius(8)}></circle>` : nothing}
  </g>`;
}

/** drawCrosshair draws lines over all of the stage, thicker while keys paint. */
function drawCrosshair({ cursor, viewport, mask }: Studio): SVGTemplateResult {
  const { x, y } = toFrame(viewport.view, cursor ?? { x: 0, y: 0 });
  const { width, height } = viewport.frame;
  const path = `M0 ${y}H${width}M${x} 0V${height}`;
  return svg`<g class="crosshair ${mask.stroking ? 'down' : ''}">
    <path class="halo" d=${path}></path><path class="line" d=${path}></path>
  </g>`;
}
