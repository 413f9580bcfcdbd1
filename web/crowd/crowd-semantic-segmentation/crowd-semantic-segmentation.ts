import { html, type TemplateResult } from 'lit';
import { drawLabel, drawNothing } from '../drawing/panel.ts';
import { texts } from '../drawing/texts.ts';
import type { Json } from '../json.ts';
import type { Entry } from '../segmentation/mask.ts';
import { freeColour, hexOf, rgbOf } from '../segmentation/palette.ts';
import { SegmentationTool } from '../segmentation/segmentation-tool.ts';
import { fieldsOf, type Given } from '../segmentation/source.ts';

/**
 * crowd-semantic-segmentation asks which pixels of an image belong to which
 * label; each has one at most.
 *
 * Attributes: name, src (image), labels (loose JSON list of texts), header,
 * label-colors (loose JSON list of colours for the first labels), initial-value
 * (loose JSON, {labelMappings: {label: {color}}, src}, or an answer), disabled.
 * Regions: short-instructions, full-instructions.
 * Properties: labels (list; assigning redraws), value ({labelMappings,
 * labeledImage: {pngImageData}, inputImageProperties} and, with an initial
 * value, initialValueModified).
 * Events: input and change when the worker changes the mask.
 * Keys: see segmentation/keyboard.ts.
 */
export class CrowdSemanticSegmentation extends SegmentationTool {
  /** mapped are the colours that initial values brought, by label. */
  #mapped = new Map<string, number>();
  /** ids keep a label's number for good. */
  readonly #ids = new Map<string, number>();

  protected override enrol(given?: readonly Given[]): void {
    if (given) this.#mapped = new Map(given.map(({ label, colour }) => [label, colour]));
    const labels = [...new Set([...this.#mapped.keys(), ...this.studio.labels, ...this.#ids.keys()])];
    const taken = new Set<number>();
    const entries = labels.map((label) => {
      const colour = this.#colour(label, taken);
      taken.add(colour);
      return { id: this.#idOf(label), label, colour };
    });
    this.studio.mask.roll = { entries, current: this.#current(entries) };
    this.studio.refresh();
  }

  protected override readEntries(fields: Record<string, unknown>): Given[] | undefined {
    const mappings = fields['labelMappings'];
    if (typeof mappings !== 'object' || mappings === null) return undefined;
    return Object.entries(mappings).flatMap(([label, mapping]) => {
      const colour = rgbOf(fieldsOf(mapping)['color']);
      return colour === undefined ? [] : [{ label, colour }];
    });
  }

  protected override writeEntries(used: readonly Entry[]): { [key: string]: Json } {
    const mappings = used.map(({ label, colour }) => [label, { color: hexOf(colour) }]);
    return { labelMappings: Object.fromEntries(mappings) };
  }

  protected override choose(label: string): void {
    const { mask, mode } = this.studio;
    if (mode === 'eraser' || mode === 'move') this.studio.take('brush');
    this.studio.lift();
    mask.choose(this.#ids.get(label));
    this.studio.say(texts.chosen(label));
  }

  paintable(): boolean {
    const { current } = this.studio.mask;
    return current !== undefined && this.isShown(current);
  }

  protected override answers(): TemplateResult {
    const { studio } = this;
    const chosen = studio.mode === 'eraser' ? undefined : studio.mask.current;
    return html`<div class="palette" role="group" aria-label=${texts.labels} ?inert=${studio.locked}>
        ${studio.labels.map((label, place) => {
          const { id, colour } = studio.mask.entries.find((entry) => entry.label === label) ?? {
            id: 0,
            colour: 0,
          };
          return drawLabel({ label, place, colour: hexOf(colour), chosen: id === chosen }, () =>
            this.choose(label),
          );
        })}
      </div>
      ${drawNothing({ ticked: this.nothing, disabled: this.disabled, tick: this.tick }, studio.any)}`;
  }

  #colour(label: string, taken: ReadonlySet<number>): number {
    const place = this.studio.labels.indexOf(label);
    const mapped = this.#mapped.get(label);
    const wanted = [mapped === undefined ? undefined : hexOf(mapped), this.labelColors[place]];
    return freeColour(wanted, taken, place < 0 ? this.studio.labels.length : place);
  }

  #idOf(label: string): number {
    const id = this.#ids.get(label) ?? this.#ids.size + 1;
    this.#ids.set(label, id);
    return id;
  }

  /** current stays while its label does; an only label is chosen from the start. */
  #current(entries: readonly Entry[]): number | undefined {
    const { labels, mask } = this.studio;
    const shown = entries.filter(({ label }) => labels.includes(label));
    if (labels.length === 1) return shown[0]?.id;
    return shown.find(({ id }) => id === mask.current)?.id;
  }
}
