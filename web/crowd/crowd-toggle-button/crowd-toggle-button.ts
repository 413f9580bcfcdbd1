import { property } from 'lit/decorators.js';
import { flag } from '../flag.ts';
import { texts } from '../texts.ts';
import { Tick } from '../tick/tick.ts';

/**
 * crowd-toggle-button is a switch.
 *
 * Attributes: name, value (the key inside the answer, "on" when there is none),
 * checked (follows the state), disabled, required (must be on), invalid (shown
 * in an alert colour while off).
 * Children: the label.
 * Properties: checked, value, validate(). Answer: {name: {value: boolean}}.
 * Events: click, input, change. Parts: control.
 */
export class CrowdToggleButton extends Tick {
  @property({ converter: flag }) required = false;
  @property({ converter: flag }) invalid = false;
  protected override readonly type = 'checkbox' as const;
  protected override readonly controlRole = 'switch';

  protected override get look(): string {
    return this.invalid ? 'alarming' : '';
  }

  protected override complaint(): string {
    return this.required && !this.checked ? texts.switchOn : '';
  }
}
