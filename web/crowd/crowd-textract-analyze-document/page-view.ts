// The page with its boxes, and the bar of buttons over it.
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { type Handle, handlePoint, handles } from '../../geometry/box.ts';
import { distance, type Point } from '../../geometry/point.ts';
import { turnMatrix } from '../../geometry/turn.ts';
import { type IconName, icon } from '../drawing/icons.ts';
import { zoomStep } from '../drawing/keyboard.ts';
import type { Desk, Part } from './desk.ts';
import type { Hand } from './hand.ts';
import type { Place } from './places.ts';
import type { Entry } from './review.ts';
import { texts } from './texts.ts';

/** drawPage draws the bar and the page. */
export function drawPage(desk: Desk, hand: Hand): TemplateResult {
  const { size, failed } = desk.picture;
  return html`${drawBar(desk)}
    <div class="desk">${drawThumbnails(desk)}
    <div
      class="stage ${size ? '' : 'empty'} ${desk.marking ? 'marking' : ''}"
      role="application"
      tabindex="0"
      aria-label=${texts.page}
      aria-describedby="hint"
      @pointerdown=${hand.onDown}
      @wheel=${(event: WheelEvent) => onWheel(desk, event)}
      @auxclick=${(event: Event) => event.preventDefault()}
    >
      ${desk.picture.draw(`transform: ${transformOf(desk)}`)}
      ${size && !failed ? drawBoxes(desk) : html`<p class="note" role=${failed ? 'alert' : nothing}>${failed ? texts.failed : texts.loading}</p>`}
    </div></div>
    <p id="hint" class="unseen">${texts.hint}</p>
    <p class="unseen" role="status">${desk.said}</p>`;
}

function drawThumbnails(desk: Desk): TemplateResult | typeof nothing {
  const { sheets, count } = desk.picture;
  if (count < 2) return nothing;
  return html`<foureyes-thumbnails
    .sheets=${sheets}
    .count=${count}
    .page=${sheets.wanted}
    .marked=${desk.openOn}
    .go=${(page: number) => desk.goTo(page)}
  ></foureyes-thumbnails>`;
}

function transformOf(desk: Desk): string {
  const { scale, x, y } = desk.viewport.view;
  return `translate(${x}px, ${y}px) scale(${scale}) matrix(${turnMatrix(desk.size, desk.turn).join(', ')})`;
}

// The wheel scrolls as it does everywhere; pinching sends it with Ctrl.
function onWheel(desk: Desk, event: WheelEvent): void {
  if (event.ctrlKey || event.metaKey) {
    desk.viewport.onWheel(event);
    return;
  }
  event.preventDefault();
  const lines = [1, 16, 400][event.deltaMode] ?? 1;
  desk.viewport.move({ x: -event.deltaX * lines, y: -event.deltaY * lines });
}

function drawBoxes(desk: Desk): TemplateResult {
  const { view } = desk.viewport;
  const { current } = desk;
  const turn = turnMatrix(desk.size, desk.turn).join(' ');
  // The chosen one lies on top.
  const entries = desk.here.filter((entry) => entry !== current);
  const chosen = current && desk.here.includes(current) ? [current] : [];
  return html`<svg class="boxes" aria-hidden="true">
    <g transform="translate(${view.x} ${view.y}) scale(${view.scale}) matrix(${turn})">
      ${[...entries, ...chosen].map((entry) => drawEntry(desk, entry))}
    </g>
  </svg>`;
}

function drawEntry(desk: Desk, entry: Entry): SVGTemplateResult {
  const chosen = entry.id === desk.selected;
  const [key, value] = [desk.placeOf(entry, 'key'), desk.placeOf(entry, 'value')];
  return svg`<g class="entry ${entry.state} ${chosen ? 'chosen' : ''}">
    ${chosen && key && value ? drawLink(desk, key, value) : nothing}
    ${key ? drawBox(desk, entry, 'key', key) : nothing}
    ${value ? drawBox(desk, entry, 'value', value) : nothing}
  </g>`;
}

function drawBox(desk: Desk, entry: Entry, part: Part, place: Place): SVGTemplateResult {
  const marked = entry.id === desk.selected && part === desk.marking;
  const points = place.polygon.map((point) => pixels(desk, point)).map(({ x, y }) => `${x},${y}`);
  return svg`<polygon class="box ${part}" data-entry=${entry.id} points=${points.join(' ')}></polygon>
    ${marked ? drawHandles(desk, place) : nothing}`;
}

function drawHandles(desk: Desk, place: Place): SVGTemplateResult[] {
  const radius = 6 / desk.viewport.view.scale;
  return handles
    .map((handle) => pixels(desk, handlePoint(place.box, handle)))
    .map(({ x, y }) => svg`<circle class="handle" cx=${x} cy=${y} r=${radius}></circle>`);
}

/** facing are the sides at which two boxes can face each other. */
const facing: [Handle, Handle][] = [
  ['e', 'w'],
  ['s', 'n'],
  ['w', 'e'],
  ['n', 's'],
];

/** drawLink joins two boxes where they are nearest, so that no text is struck through. */
function drawLink(desk: Desk, from: Place, to: Place): SVGTemplateResult {
  const lines = facing.map(([a, b]): [Point, Point] => [
    pixels(desk, handlePoint(from.box, a)),
    pixels(desk, handlePoint(to.box, b)),
  ]);
  const [[a, b] = [origin, origin]] = lines.sort((one, two) => distance(...one) - distance(...two));
  return svg`<path class="link" d="M${a.x} ${a.y}L${b.x} ${b.y}"></path>`;
}

const origin = { x: 0, y: 0 };

function pixels(desk: Desk, { x, y }: Point): Point {
  return { x: x * desk.size.width, y: y * desk.size.height };
}

function drawBar(desk: Desk): TemplateResult {
  const { viewport } = desk;
  return html`<div class="toolbar" role="toolbar" aria-label=${texts.view}>
    ${desk.picture.pageBar()}
    ${button('zoomOut', 'zoom-out', texts.zoomOut, () => viewport.zoom(1 / zoomStep))}
    ${button('zoomIn', 'zoom-in', texts.zoomIn, () => viewport.zoom(zoomStep))}
    ${button('fit', 'fit', texts.fit, () => viewport.fit())}
    ${button('fitWidth', 'fit-width', texts.fitWidth, () => viewport.fit('width'))}
    ${button('rotate', 'rotate', texts.rotate, () => desk.rotate())}
  </div>`;
}

function button(name: IconName, id: string, text: string, click: () => void): TemplateResult {
  return html`<button type="button" id=${id} class="button icon" aria-label=${text} title=${text} @click=${click}>
    ${icon(name)}
  </button>`;
}
