import { state } from 'lit/decorators.js';
import type { CrowdRadioGroup } from '../crowd-radio-group/crowd-radio-group.ts';
import { Tick } from '../tick/tick.ts';

/**
 * crowd-radio-button is one of several choices, in a crowd-radio-group, or alone.
 *
 * Attributes: name, value (the key inside the answer, "on" when there is none),
 * checked (follows the state), disabled. Children: the label.
 * Properties: checked, value. Answer: {name: {value: boolean}}; without a name of
 * its own it counts under the name of its group.
 * Events: click, input, change. Parts: control.
 */
export class CrowdRadioButton extends Tick {
  protected override readonly type = 'radio' as const;
  /** reachable is set by the group: the Tab key stops at one button of a group. */
  @state() reachable = true;

  protected override get tabbable(): boolean {
    return this.reachable;
  }

  /** off is true also in a group that is disabled. */
  override get off(): boolean {
    return this.disabled || this.group?.disabled === true;
  }

  /** group is the crowd-radio-group around it. */
  get group(): CrowdRadioGroup | null {
    return this.closest<CrowdRadioGroup>('crowd-radio-group');
  }

  protected override flip(): void {
    this.checked = !(this.checked && this.group?.allowEmptySelection);
  }

  protected override turnedOn(): void {
    this.group?.take?.(this);
  }
}
