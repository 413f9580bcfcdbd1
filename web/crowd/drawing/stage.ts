// How the image and the shapes on it are drawn. Shapes keep the image's pixels;
// lines and handles keep their width on the screen.
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Point } from '../../geometry/point.ts';
import type { View } from '../../geometry/view.ts';
import { inkOn } from './colours.ts';
import type { Easel } from './easel.ts';
import type { Hand } from './hand.ts';
import { handlesOf, middlesOf, outlineOf, type Shape } from './shape.ts';
import { texts } from './texts.ts';
import type { Light } from './toolbar.ts';

/** drawStage draws the image with everything on it. */
export function drawStage(easel: Easel, hand: Hand): TemplateResult {
  const { size, failed } = easel.picture;
  return html`<div
      class="stage ${easel.mode} ${hand.grips.spaced ? 'spaced' : ''} ${size ? '' : 'empty'}"
      role="application"
      tabindex="0"
      ?inert=${easel.locked}
      aria-label=${texts.area}
      aria-describedby="hint"
      @pointerdown=${hand.grips.onDown}
      @pointermove=${hand.onHover}
      @wheel=${easel.viewport.onWheel}
      @auxclick=${prevent}
    >
      ${easel.picture.draw(pictureLook(easel.viewport.view, easel))}
      <canvas class="upper-canvas" aria-hidden="true"></canvas>
      ${size && !failed ? drawShapes(easel) : html`<p class="note">${failed ? texts.failed : texts.loading}</p>`}
      <p class="warning" role="alert" ?hidden=${easel.warning === ''}>${easel.warning}</p>
    </div>
    <p id="hint" class="unseen">${texts.hint}</p>
    <p class="unseen" role="status">${easel.said}</p>`;
}

/** pictureLook is the style that puts the image where a view has it, as bright and rich in contrast as it was set. */
export function pictureLook(view: View, { brightness, contrast }: Light): string {
  const plain = brightness === 100 && contrast === 100;
  const filter = plain ? 'none' : `brightness(${brightness}%) contrast(${contrast}%)`;
  const move = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
  return `transform: ${move}; filter: ${filter}; image-rendering: ${view.scale > 3 ? 'pixelated' : 'auto'}`;
}

/** prevent keeps the browser from what it would do with an event. */
export function prevent(event: Event): void {
  event.preventDefault();
}

function drawShapes(easel: Easel): TemplateResult {
  const { view } = easel.viewport;
  const { selected } = easel.sketch;
  const shapes = repeat(
    easel.shown,
    ({ id }) => id,
    (shape) =>
      guard([shape, shape.id === selected?.id, easel.colour(shape.label), easel.bare, view.scale], () =>
        drawShape(easel, shape, shape.id === selected?.id),
      ),
  );
  return html`<svg class="drawing" aria-hidden="true">
    <g transform="translate(${view.x} ${view.y}) scale(${view.scale})">
      ${shapes} ${selected && easel.isShown(selected) ? drawHandles(easel, selected) : nothing}
      ${drawMade(easel)} ${easel.keyed && easel.cursor ? drawCrosshair(easel, easel.cursor) : nothing}
    </g>
  </svg>`;
}

function drawShape(easel: Easel, shape: Shape, selected: boolean): SVGTemplateResult {
  const { kind } = easel;
  const { scale } = easel.viewport.view;
  const colour = easel.colour(shape.label);
  const outline = outlineOf(kind, shape.points);
  const [first = { x: 0, y: 0 }] = outline;
  return svg`<g class="shape ${selected ? 'chosen' : ''}" style="color: ${colour}">
    ${kind.form === 'point' ? drawDot(first, 6 / scale) : drawLine(outline, kind.closed)}
    ${easel.bare ? nothing : drawName(shape.label, colour, nameAt(outline), scale)}
  </g>`;
}

function drawLine(points: readonly Point[], closed: boolean): SVGTemplateResult {
  const path = pathOf(points, closed);
  return svg`<path class="halo" d=${path}></path><path class="line ${closed ? 'closed' : ''}" d=${path}></path>`;
}

function drawDot({ x, y }: Point, radius: number): SVGTemplateResult {
  return svg`<circle class="dot" cx=${x} cy=${y} r=${radius}></circle>`;
}

function pathOf(points: readonly Point[], closed: boolean): string {
  return `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}${closed ? 'Z' : ''}`;
}

/** nameAt is where a shape's name stands: above its topmost point. */
function nameAt(outline: readonly Point[]): Point {
  return outline.reduce((top, point) => (point.y < top.y ? point : top));
}

function drawName(label: string, colour: string, at: Point, scale: number): SVGTemplateResult {
  // A guess is enough: letters are about 7.6 pixels wide.
  const width = Math.min(label.length, 24) * 7.6 + 12;
  const text = label.length > 24 ? `${label.slice(0, 23)}…` : label;
  // At the image's top it would be cut off, and stands below the line.
  const above = at.y * scale < 14 ? 4 : -24;
  return svg`<g class="name" transform="translate(${at.x} ${at.y}) scale(${1 / scale}) translate(-1 ${above})">
    <rect width=${width} height="18" rx="4"></rect>
    <text x="5" y="13" style="fill: ${inkOn(colour)}">${text}</text>
  </g>`;
}

function drawHandles(easel: Easel, shape: Shape): SVGTemplateResult {
  const { kind, sketch } = easel;
  const { scale } = easel.viewport.view;
  const handles = kind.form === 'point' ? [] : handlesOf(kind, shape.points);
  return svg`<g class="handles" style="color: ${easel.colour(shape.label)}">
    ${middlesOf(kind, shape.points).map(({ x, y }) => svg`<circle class="middle" cx=${x} cy=${y} r=${4 / scale}></circle>`)}
    ${handles.map(
      ({ x, y }, at) => svg`<circle
        class="handle ${at === sketch.handle ? 'chosen' : ''}"
        cx=${x}
        cy=${y}
        r=${(at === sketch.handle ? 8 : 6) / scale}
      ></circle>`,
    )}
    ${kind.form === 'point' && shape.points[0] ? svg`<circle class="ring" cx=${shape.points[0].x} cy=${shape.points[0].y} r=${12 / scale}></circle>` : nothing}
  </g>`;
}

/** drawMade draws the shape that is being made, on to the cursor. */
function drawMade(easel: Easel): SVGTemplateResult | typeof nothing {
  const { sketch, kind, cursor, pulled } = easel;
  const made = pulled ?? sketch.made;
  if (made.length === 0) return nothing;
  const { scale } = easel.viewport.view;
  const next = pulled || !cursor ? made : [...made, cursor];
  const refused =
    !pulled && cursor !== undefined && sketch.refused(cursor) && !sketch.ends(cursor, easel.reach('mouse'));
  const box = kind.form === 'box' && next.length > 1;
  const end = sketch.made.length >= kind.least ? (kind.closed ? made[0] : made.at(-1)) : undefined;
  return svg`<g class="made ${refused ? 'refused' : ''}" style="color: ${easel.colour(sketch.label)}">
    ${drawLine(box ? outlineOf(kind, next) : next, box)}
    ${pulled ? nothing : made.map(({ x, y }) => svg`<circle class="handle" cx=${x} cy=${y} r=${5 / scale}></circle>`)}
    ${end && kind.form === 'path' && !pulled ? svg`<circle class="end" cx=${end.x} cy=${end.y} r=${8 / scale}></circle>` : nothing}
  </g>`;
}

function drawCrosshair(easel: Easel, { x, y }: Point): SVGTemplateResult {
  const { width, height } = easel.sketch.size;
  const path = `M0 ${y}H${width}M${x} 0V${height}`;
  return svg`<g class="crosshair"><path class="halo" d=${path}></path><path class="line" d=${path}></path>
    <circle class="line" cx=${x} cy=${y} r=${9 / easel.viewport.view.scale}></circle></g>`;
}
