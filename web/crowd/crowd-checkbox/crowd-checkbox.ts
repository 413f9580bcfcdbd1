import { property } from 'lit/decorators.js';
import { flag } from '../flag.ts';
import { texts } from '../texts.ts';
import { Tick } from '../tick/tick.ts';

/**
 * crowd-checkbox is a box to tick.
 *
 * Attributes: name, value (the key inside the answer, "on" when there is none),
 * checked (follows the state), disabled, required (must be on).
 * Children: the label.
 * Properties: checked, value, validate(). Answer: {name: {value: boolean}}.
 * Events: click (in the template's onclick checked is still the old state),
 * input, change. Parts: control.
 */
export class CrowdCheckbox extends Tick {
  @property({ converter: flag }) required = false;
  protected override readonly type = 'checkbox' as const;

  protected override complaint(): string {
    return this.required && !this.checked ? texts.tick : '';
  }
}
