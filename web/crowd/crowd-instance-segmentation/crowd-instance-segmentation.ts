import type { TemplateResult } from 'lit';
import { texts as shared } from '../drawing/texts.ts';
import type { Json } from '../json.ts';
import type { Shortcut } from '../page/messages.ts';
import type { Entry } from '../segmentation/mask.ts';
import { freeColour, hexOf, rgbOf } from '../segmentation/palette.ts';
import { SegmentationTool } from '../segmentation/segmentation-tool.ts';
import { fieldsOf, type Given } from '../segmentation/source.ts';
import { texts } from '../segmentation/texts.ts';
import { addInstance, mergeInstances, nameOf, relabelInstance, removeInstance } from './instances.ts';
import { drawInstances } from './panel.ts';

/**
 * crowd-instance-segmentation asks which pixels of an image belong to which
 * thing, where several things have one label; each has a colour of its own.
 *
 * Attributes: name, src (image), labels (loose JSON list of texts), header,
 * initial-value (loose JSON, {instances: [{color, label}], src}, or an answer),
 * disabled.
 * Regions: short-instructions, full-instructions.
 * Properties: labels (list; assigning redraws), value ({instances, labeledImage:
 * {pngImageData}, inputImageProperties} and, with an initial value,
 * initialValueModified).
 * Events: input and change when the worker changes the mask or the instances.
 * Keys: N for another instance, Delete; else see segmentation/keyboard.ts.
 */
export class CrowdInstanceSegmentation extends SegmentationTool {
  /** label is the chosen one; an instance of it is made when it is painted. */
  #label: string | undefined;

  /** chosen is the label that is painted with. */
  get chosen(): string | undefined {
    const { labels } = this.studio;
    const label = this.current?.label ?? this.#label ?? (labels.length === 1 ? labels[0] : undefined);
    return labels.includes(label ?? '') ? label : undefined;
  }

  /** current is the instance that is painted with. */
  get current(): Entry | undefined {
    const { mask } = this.studio;
    return mask.entries.find(({ id }) => id === mask.current && this.isShown(id));
  }

  /** instances are those whose label exists. */
  get instances(): Entry[] {
    return this.studio.mask.entries.filter(({ id }) => this.isShown(id));
  }

  protected override enrol(given?: readonly Given[]): void {
    if (given) {
      const entries: Entry[] = [];
      const taken = new Set<number>();
      for (const [place, { id = place + 1, label, colour }] of given.entries()) {
        const own = freeColour([hexOf(colour)], taken, 0);
        taken.add(own);
        entries.push({ id, label, colour: own });
      }
      this.studio.mask.roll = { entries, current: undefined };
    }
    this.studio.refresh();
  }

  protected override readEntries(fields: Record<string, unknown>): Given[] | undefined {
    const { instances } = fields;
    if (!Array.isArray(instances)) return undefined;
    return instances.map(fieldsOf).flatMap(({ color, label }) => {
      const colour = rgbOf(color);
      return colour === undefined || label === undefined ? [] : [{ label: String(label), colour }];
    });
  }

  protected override writeEntries(used: readonly Entry[]): { [key: string]: Json } {
    return { instances: used.map(({ colour, label }) => ({ color: hexOf(colour), label })) };
  }

  protected override get ownShortcuts(): Shortcut[] {
    return [
      { keys: 'N', does: texts.keyAdd },
      { keys: 'Delete', does: texts.keyRemove },
    ];
  }

  protected override press(event: KeyboardEvent, onStage: boolean): boolean {
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (plain && event.key.toLowerCase() === 'n') {
      if (this.chosen === undefined) this.studio.warn(shared.noLabel);
      else this.add(this.chosen);
      return true;
    }
    if (plain && event.key === 'Delete') {
      if (this.current) this.discard(this.current);
      return true;
    }
    return super.press(event, onStage);
  }

  /** choose goes on with the latest instance of a label. */
  override choose(label: string): void {
    const latest = this.instances.findLast((entry) => entry.label === label);
    this.#label = label;
    this.#toBrush();
    this.studio.mask.choose(latest?.id);
    if (latest) this.select(latest);
    else this.studio.say(shared.chosen(label));
  }

  /** select paints with an instance from now on. */
  select(entry: Entry): void {
    this.#toBrush();
    this.studio.mask.choose(entry.id);
    this.#label = entry.label;
    this.studio.say(texts.chosenInstance(this.nameOf(entry)));
  }

  /** add begins another instance of a label. */
  add(label: string): void {
    this.studio.lift();
    this.select(addInstance(this.studio.mask, label));
  }

  discard(entry: Entry): void {
    const name = this.nameOf(entry);
    this.studio.lift();
    removeInstance(this.studio.mask, entry.id);
    this.studio.edited(texts.removedInstance(name));
  }

  /** relabel gives an instance another label. */
  relabel(entry: Entry, label: string): void {
    this.studio.lift();
    relabelInstance(this.studio.mask, entry.id, label);
    this.#label = label;
    this.studio.edited(texts.chosenInstance(this.nameOf({ ...entry, label })));
  }

  /** merge makes an instance a part of another. */
  merge(entry: Entry, into: Entry): void {
    this.studio.lift();
    mergeInstances(this.studio.mask, entry.id, into.id);
    this.studio.edited(texts.merged(this.nameOf(into)));
  }

  nameOf(entry: Entry): string {
    return nameOf(this.studio.mask.entries, entry);
  }

  paintable(): boolean {
    if (this.current) return true;
    const { chosen } = this;
    if (chosen !== undefined) addInstance(this.studio.mask, chosen);
    return chosen !== undefined;
  }

  protected override answers(): TemplateResult {
    return drawInstances(this, this.studio, {
      ticked: this.nothing,
      disabled: this.disabled,
      tick: this.tick,
    });
  }

  #toBrush(): void {
    const { studio } = this;
    studio.lift();
    if (studio.mode === 'eraser' || studio.mode === 'move') studio.take('brush');
  }
}
