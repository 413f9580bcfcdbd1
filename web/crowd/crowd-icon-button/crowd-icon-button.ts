import { RoundButton } from '../crowd-fab/round-button.ts';

/**
 * crowd-icon-button is a round button with an icon.
 *
 * Attributes: icon (a name of iron-icon or the address of an image), title,
 * disabled. Events: click. Parts: button.
 */
export class CrowdIconButton extends RoundButton {}
