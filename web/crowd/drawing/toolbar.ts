// The bar of buttons under the image.
import { html, nothing, type TemplateResult } from 'lit';
import type { Easel } from './easel.ts';
import { type IconName, icon } from './icons.ts';
import { zoomStep } from './keyboard.ts';
import { texts } from './texts.ts';
import type { Viewport } from './viewport.ts';

/** drawToolbar draws the bar; drawId is the id that scripts know the button for drawing by. */
export function drawToolbar(easel: Easel, drawId: string): TemplateResult {
  const { sketch, viewport } = easel;
  const mode = (to: 'draw' | 'move') => () => {
    easel.mode = to;
    easel.refresh();
  };
  return html`<div class="toolbar" role="toolbar" aria-label=${texts.tools} ?inert=${easel.locked}>
    ${easel.picture.pageBar()}
    ${drawButton('draw', drawId, texts.draw, mode('draw'), { pressed: easel.mode === 'draw' })}
    ${drawButton('move', 'move', texts.move, mode('move'), { pressed: easel.mode === 'move' })}
    <span class="gap"></span>
    ${drawZoom(viewport)}
    <span class="gap"></span>
    ${drawButton('undo', 'undo', texts.undo, () => easel.undo(), { off: !sketch.canUndo })}
    ${drawButton('redo', 'redo', texts.redo, () => easel.redo(), { off: !sketch.canRedo })}
    ${drawButton('remove', 'delete', texts.remove, () => easel.remove(), { off: sketch.selected === undefined })}
    <span class="gap"></span>
    ${drawButton('hide', 'hide', texts.hide, () => hide(easel), { pressed: easel.bare })}
    ${drawPictureMenu(easel)} ${drawEnd(easel)}
  </div>`;
}

function hide(easel: Easel): void {
  easel.bare = !easel.bare;
  easel.refresh();
}

/** drawZoom draws the buttons that zoom. */
export function drawZoom(viewport: Viewport): TemplateResult {
  return html`${drawButton('zoomOut', 'zoom-out', texts.zoomOut, () => viewport.zoom(1 / zoomStep))}
    ${drawButton('fit', 'fit', texts.fit, () => viewport.fit())}
    ${drawButton('zoomIn', 'zoom-in', texts.zoomIn, () => viewport.zoom(zoomStep))}`;
}

interface Look {
  pressed?: boolean;
  off?: boolean;
}

/** drawButton draws a button with an icon, which may be pressed for good, or have nothing to do. */
export function drawButton(
  name: IconName,
  id: string,
  text: string,
  click: () => void,
  { pressed, off }: Look = {},
): TemplateResult {
  return html`<button
    type="button"
    id=${id}
    class="button icon ${pressed ? 'pressed' : ''}"
    aria-label=${text}
    title=${text}
    aria-pressed=${pressed === undefined ? nothing : String(pressed)}
    aria-disabled=${off ? 'true' : nothing}
    @click=${click}
  >
    ${icon(name)}
  </button>`;
}

/** Light is how the image is shown, in percent. */
export interface Light {
  brightness: number;
  contrast: number;
  refresh(): void;
}

/** drawPictureMenu draws the menu for brightness and contrast, and what else a tool has to set there. */
export function drawPictureMenu(light: Light, more: unknown = nothing): TemplateResult {
  const set = (what: 'brightness' | 'contrast') => (value: number) => {
    light[what] = value;
    light.refresh();
  };
  return html`<details class="menu">
    <summary class="button icon" aria-label=${texts.picture} title=${texts.picture}>${icon('picture')}</summary>
    <div class="sliders">
      ${drawSlider(texts.brightness, { least: 25, most: 300, value: light.brightness }, set('brightness'))}
      ${drawSlider(texts.contrast, { least: 25, most: 300, value: light.contrast }, set('contrast'))} ${more}
    </div>
  </details>`;
}

/** Scale is what a slider shows. */
export interface Scale {
  least: number;
  most: number;
  value: number;
}

/** drawSlider draws a slider with its name. */
export function drawSlider(
  text: string,
  { least, most, value }: Scale,
  set: (value: number) => void,
): TemplateResult {
  return html`<label>
    ${text}
    <input
      type="range"
      min=${least}
      max=${most}
      .value=${String(value)}
      @input=${(event: Event) => {
        event.stopPropagation();
        set(Number((event.target as HTMLInputElement).value));
      }}
      @change=${(event: Event) => event.stopPropagation()}
    />
  </label>`;
}

/** drawEnd draws what ends the shape that is being drawn, which fingers have no keys for. */
function drawEnd(easel: Easel): TemplateResult | typeof nothing {
  const { sketch, kind } = easel;
  if (sketch.made.length === 0) return nothing;
  const canFinish = kind.form === 'path' && kind.most > 2 && sketch.made.length >= kind.least;
  return html`<span class="gap"></span>
    ${canFinish ? html`<button type="button" id="finish" class="button end" @click=${() => easel.tell(sketch.finish())}>${texts.finish}</button>` : nothing}
    <button type="button" id="cancel" class="button end" @click=${() => easel.cancel()}>${texts.cancel}</button>`;
}
