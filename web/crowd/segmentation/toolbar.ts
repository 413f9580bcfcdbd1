// The bar of buttons under the image.
import { html, nothing, type TemplateResult } from 'lit';
import type { IconName } from '../drawing/icons.ts';
import { stop } from '../drawing/panel.ts';
import { texts as shared } from '../drawing/texts.ts';
import { drawButton, drawPictureMenu, drawSlider, drawZoom } from '../drawing/toolbar.ts';
import { type Mode, type Studio, widest } from './studio.ts';
import { texts } from './texts.ts';

const modes: [Mode, IconName][] = [
  ['brush', 'brush'],
  ['eraser', 'eraser'],
  ['polygon', 'polygon'],
  ['fill', 'fill'],
  ['move', 'move'],
];

/** drawToolbar draws the bar. */
export function drawToolbar(studio: Studio): TemplateResult {
  const { mask, viewport } = studio;
  return html`<div class="toolbar" role="toolbar" aria-label=${shared.tools} ?inert=${studio.locked}>
    ${modes.map(([mode, icon]) =>
      drawButton(icon, mode, texts.mode[mode], () => studio.take(mode), { pressed: studio.mode === mode }),
    )}
    ${studio.paints ? drawSize(studio) : nothing}
    ${drawButton('keep', 'keep', texts.keep, () => studio.toggleKeep(), { pressed: mask.keep })}
    <span class="gap"></span>
    ${drawZoom(viewport)}
    <span class="gap"></span>
    ${drawButton('undo', 'undo', shared.undo, () => studio.undo(), { off: !mask.canUndo })}
    ${drawButton('redo', 'redo', shared.redo, () => studio.redo(), { off: !mask.canRedo })}
    <span class="gap"></span>
    ${drawButton('hide', 'hide', texts.hide, () => studio.toggleBare(), { pressed: studio.bare })}
    ${drawPictureMenu(studio, drawOpacity(studio))} ${drawEnd(studio)}
  </div>`;
}

function drawSize(studio: Studio): TemplateResult {
  return html`<label class="size">
    ${texts.size}
    <input
      id="size"
      type="range"
      min="1"
      max=${widest}
      .value=${String(studio.diameter)}
      aria-valuetext=${texts.brushSize(studio.diameter)}
      @input=${(event: Event) => {
        stop(event);
        studio.setDiameter(Number((event.target as HTMLInputElement).value));
      }}
      @change=${stop}
    />
    <output>${studio.diameter}</output>
  </label>`;
}

function drawOpacity(studio: Studio): TemplateResult {
  return drawSlider(texts.opacity, { least: 10, most: 100, value: studio.opacity }, (value) => {
    studio.opacity = value;
    studio.refresh();
  });
}

/** drawEnd draws what ends the outline that is being made, which fingers have no keys for. */
function drawEnd(studio: Studio): TemplateResult | typeof nothing {
  const { mask } = studio;
  if (mask.made.length === 0) return nothing;
  return html`<span class="gap"></span>
    ${mask.made.length > 2 ? html`<button type="button" id="finish" class="button end" @click=${() => studio.tell(mask.finish())}>${shared.finish}</button>` : nothing}
    <button type="button" id="cancel" class="button end" @click=${() => studio.cancel()}>${shared.cancel}</button>`;
}
